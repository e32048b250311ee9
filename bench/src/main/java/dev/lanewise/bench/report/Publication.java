package dev.lanewise.bench.report;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.training.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes RESULTS.md and its chart from the raw results in a folder. */
public final class Publication {
    private static final String TRAINING_HEAD = """
            ## Training

            All threads, batch 256, SGD, 784 inputs, 10 outputs. Seconds an epoch are those of its 234 steps, shuffling and
            gathering included, evaluation not. "Loss" is the mean over the last turn, after the same number of steps on the same images.

            ![Throughput over hidden size](throughput.svg)

            """;

    private static final String SLOW_HEAD = """
            ## Training by slower systems

            As above, in turns of 0.02 seconds of ours, so that the slowest need minutes and not hours. Smile's loss is that of one batch
            without dropout.

            """;

    private Publication() {}

    /** Notes that this part of the results in this folder is from this machine. */
    public static void noteMachine(Path results, Part part) throws IOException {
        Origins.of(results).note(part);
    }

    /**
     * Writes {@code RESULTS.md} and {@code throughput.svg} beside the folder of raw results. A part that has not been measured is
     * left out.
     *
     * @throws IOException if a result cannot be read or a file cannot be written
     */
    public static void write(Path results) throws IOException {
        Path folder = results.toAbsolutePath().getParent();
        StringBuilder text = new StringBuilder(head(Origins.of(results)));
        for (Part part : Part.values()) {
            Path raw = results.resolve(part.file());
            if (Files.exists(raw)) {
                text.append(section(part, raw)).append('\n');
            }
        }
        draw(results, folder.resolve("throughput.svg"));
        Files.writeString(folder.resolve("RESULTS.md"), text.toString().stripTrailing() + "\n");
    }

    private static void draw(Path results, Path svg) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Part part : List.of(Part.TRAINING, Part.SLOW)) {
            Path raw = results.resolve(part.file());
            if (Files.exists(raw)) {
                outcomes.addAll(merged(raw));
            }
        }
        if (!outcomes.isEmpty()) {
            ThroughputChart.ofDuels(outcomes).write(svg);
        }
    }

    private static String section(Part part, Path raw) throws IOException {
        return switch (part) {
            case TRAINING -> TRAINING_HEAD + PeerTable.training(merged(raw)).markdown();
            case SLOW -> SLOW_HEAD + PeerTable.training(merged(raw)).markdown();
            case PRODUCTS ->
                "## Matrix products\n\n" + PeerTable.products(merged(raw)).markdown();
            case JMH ->
                "## Our own benchmarks\n\n" + Summary.table(JmhResult.read(raw)).markdown();
            case COSTS ->
                "## What optimizers, regularizers and epochs cost\n\n"
                        + Summary.table(JmhResult.read(raw)).markdown();
            case SCALING -> "## Scaling\n\n" + scaling(OutcomeFile.read(raw));
            case COLD -> "## Whole processes\n\n" + cold(raw).markdown();
        };
    }

    private static List<Outcome> merged(Path raw) throws IOException {
        return Passes.merge(OutcomeFile.read(raw));
    }

    /** Tables of time against hidden size, batch and depth. */
    public static String scaling(List<Outcome> outcomes) {
        return ScalingTable.markdown("hidden", outcomes, Scaling::ofWidths, job -> job.hidden()[0])
                + ScalingTable.markdown("batch", outcomes, Scaling::ofBatches, TrainingJob::batch)
                + ScalingTable.markdown("depth", outcomes, Scaling::ofDepths, job -> job.hidden().length);
    }

    private static TextTable cold(Path file) throws IOException {
        TextTable table = new TextTable("cli.jar", "seconds, each run");
        try {
            JsonObject json = JsonParser.object().from(Files.readString(file));
            for (String command : json.keySet().stream().sorted().toList()) {
                table.row(
                        "`" + command + "`",
                        json.getArray(command).stream()
                                .map(each -> "%.2f".formatted(((Number) each).doubleValue()))
                                .collect(Collectors.joining(", ")));
            }
        } catch (JsonParserException e) {
            throw new IOException(file + " does not hold times of processes", e);
        }
        return table;
    }

    private static String head(Origins origins) {
        return """
                # Results

                Made by `java -jar bench/target/benchmarks.jar --publish`, after `mvn -B -q -Ppeers package -DskipTests`; raw figures are in
                `results/`, what is measured and how is in [README.md](README.md).

                %s

                After ± is half a 95%% confidence interval, in brackets a whole one. Systems took turns on an otherwise idle machine; the FMA
                peak is that of all threads used, measured in the same turns. Training and products were measured four times, minutes apart, by
                new processes, and intervals are of those four: a virtual machine's two threads are faster at some times than at others.
                Trust ratios and percents more than absolute figures.

                """.formatted(origins);
    }
}
