package dev.lanewise.cli.report;

import dev.lanewise.cli.report.Report.Finding;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Examination;
import dev.lanewise.cli.result.Examination.LayerActivity;
import dev.lanewise.cli.result.Examination.Mistake;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A report with made-up numbers, hostile strings among them. */
final class SampleReport {
    static final String HOSTILE = "</script><script>document.title='broken'</script><img src=x onerror=alert(1)> & \"'";
    static final int EPOCHS = 10;
    private static final List<String> CLASSES = List.of(
            "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot");

    private SampleReport() {}

    static Report report() {
        Map<String, Map<String, String>> facts = new LinkedHashMap<>();
        facts.put("Configuration", Map.of("hidden", "256,256"));
        facts.put("Machine", Map.of("processor", HOSTILE));
        return new Report(
                "Comparison of 3 arms",
                List.of(arm("none", 0.08, 3), arm("dropout:0.2,0.5", 0.02, 3), arm(HOSTILE, 0.05, 3)),
                "10,000 of the 60,000 training images",
                List.of(
                        new Finding("none", List.of("The gap is large."), "--regularizer dropout:0.2,0.5"),
                        new Finding(HOSTILE, List.of(HOSTILE), null)),
                facts,
                "java -jar cli.jar compare --arm none --arm '" + HOSTILE + "'",
                Map.of(HOSTILE, "java -jar cli.jar train --regularizer '" + HOSTILE + "'"));
    }

    static ArmResult arm(String label, double gap, int seeds) {
        List<RunResult> runs =
                IntStream.range(0, seeds).mapToObj(seed -> run(42 + seed, gap)).toList();
        return new ArmResult(label, runs, examination());
    }

    private static RunResult run(long seed, double gap) {
        List<Epoch> epochs = IntStream.rangeClosed(1, EPOCHS)
                .mapToObj(e -> epoch(e, 0.002 * (seed - 42) + gap))
                .toList();
        EpochResult last = epochs.getLast().result();
        return new RunResult(
                RunConfig.of(Map.of("seed", Long.toString(seed))),
                null,
                epochs,
                evaluation(0.2, last.testAccuracy() + gap),
                Optional.empty(),
                evaluation(last.testLoss(), last.testAccuracy()),
                1,
                "0".repeat(64));
    }

    private static Evaluation evaluation(double loss, double accuracy) {
        return new Evaluation(loss, accuracy, new int[0][]);
    }

    private static Epoch epoch(int epoch, double gap) {
        double loss = 0.3 + 0.6 / epoch;
        double accuracy = 0.9 - 0.2 / epoch;
        EpochResult result = new EpochResult(
                epoch, loss - gap, accuracy + gap, loss + gap, accuracy, Double.NaN, Double.NaN, 0.4, 0.02, 150_000);
        return new Epoch(result, Optional.empty(), Optional.of(evaluation(loss - 2 * gap, accuracy + 2 * gap)));
    }

    private static Examination examination() {
        int[][] confusion = new int[10][10];
        for (int truth = 0; truth < 10; truth++) {
            confusion[truth][truth] = 900 + truth;
            confusion[truth][(truth + 2) % 10] = 100 - truth;
        }
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3);
        }
        List<Mistake> mistakes = IntStream.range(0, 12)
                .mapToObj(i -> new Mistake(i, pixels, 28, 28, i % 10, (i + 2) % 10, 0.999 - i * 0.01))
                .toList();
        LayerActivity layer =
                new LayerActivity(256, 0.312, 17, 0.41, 0.82, List.of(80, 50, 40, 30, 20, 12, 9, 7, 5, 3));
        return new Examination(42, CLASSES, confusion, mistakes, List.of(layer, layer));
    }
}
