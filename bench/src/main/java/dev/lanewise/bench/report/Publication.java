package dev.lanewise.bench.report;

import com.grack.nanojson.JsonObject;
import dev.lanewise.bench.base.JsonFile;
import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.training.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Writes RESULTS.md and its chart from the raw results in a folder. */
public final class Publication {
    private static final String DROPOUT_HEAD = """
            ## The more is dropped, the faster

            784-1024-1024-10 with the same probability after both hidden layers, on all threads, in one run.

            ![Seconds an epoch over the probability to drop](dropout.svg)

            """;

    private static final String TRAINING_HEAD = """
            ## Training

            Fashion-MNIST, batch 256, SGD with the command line's learning rate, 784 inputs, 10 outputs, from networks that have been
            trained for an epoch or two. Seconds an epoch are those of its 235 steps, shuffling and gathering included, evaluation not.
            "Loss" is the mean over the last turn, after the same number of steps.

            """;

    private static final String AGAINST_HEAD = """
            ## Training by an older build

            As above; the other build is %s.

            """;

    private static final String SLOW_HEAD = """
            ## Training by slower systems

            As above, but without an epoch before and in turns of 0.02 seconds of ours, so that the slowest need minutes and not hours.
            Smile's loss is that of one batch without dropout.

            """;

    private Publication() {}

    /**
     * Notes that this part of the results in this folder is from this machine.
     *
     * @param against the other build, in words; empty if there is none
     */
    public static void noteMachine(Path results, Part part, String against) throws IOException {
        Origins.of(results).note(part, against);
    }

    /**
     * Writes {@code RESULTS.md} and {@code dropout.svg} beside the folder of raw results. A part that has not been measured is
     * left out; if none has, what is there already stays.
     *
     * @throws IOException if there is no result or one cannot be read, or a file cannot be written
     */
    public static void write(Path results) throws IOException {
        if (Arrays.stream(Part.values()).noneMatch(each -> Files.exists(results.resolve(each.file())))) {
            throw new IOException("there are no figures in " + results + "; measure them with --publish");
        }
        Path folder = results.toAbsolutePath().getParent();
        Origins origins = Origins.of(results);
        StringBuilder text = new StringBuilder(head(origins));
        for (Part part : Part.values()) {
            Path raw = results.resolve(part.file());
            if (Files.exists(raw)) {
                text.append(section(part, raw, origins)).append('\n');
            }
        }
        Path rising = results.resolve(Part.DROPOUT.file());
        if (Files.exists(rising)) {
            DropoutChart.ofDuels(OutcomeFile.read(rising, remedy(Part.DROPOUT))).write(folder.resolve("dropout.svg"));
        }
        Files.writeString(folder.resolve("RESULTS.md"), text.toString().stripTrailing() + "\n");
    }

    private static String section(Part part, Path raw, Origins origins) throws IOException {
        return switch (part) {
            case DROPOUT -> DROPOUT_HEAD + training(part, raw);
            case TRAINING -> TRAINING_HEAD + training(part, raw);
            case AGAINST -> AGAINST_HEAD.formatted(origins.against()) + training(part, raw);
            case SLOW -> SLOW_HEAD + training(part, raw);
            case PRODUCTS -> "## Matrix products\n\n" + products(part, raw);
            case JMH -> "## Our own benchmarks\n\n" + own(part, raw);
            case COSTS -> "## What optimizers and epochs cost\n\n" + own(part, raw);
            case SCALING -> "## Scaling\n\n" + scaling(OutcomeFile.read(raw, remedy(part)));
            case COLD -> "## Whole processes\n\n" + cold(raw).markdown();
        };
    }

    private static String remedy(Part part) {
        return "measure it again with --publish " + part + (part == Part.AGAINST ? "=JAR" : "");
    }

    private static String training(Part part, Path raw) throws IOException {
        List<Outcome> outcomes = merged(part, raw);
        Roof roof = Roof.of(outcomes);
        return roof + ".\n\n" + DuelTable.training(outcomes, roof).markdown() + "\n" + Verdict.of(outcomes) + "\n";
    }

    private static String products(Part part, Path raw) throws IOException {
        List<Outcome> outcomes = merged(part, raw);
        Roof roof = Roof.of(outcomes);
        return roof + ".\n\n" + DuelTable.products(outcomes, roof).markdown() + "\n" + Verdict.of(outcomes) + "\n";
    }

    private static String own(Part part, Path raw) throws IOException {
        return Summary.table(JmhResult.read(raw, remedy(part))).markdown();
    }

    private static List<Outcome> merged(Part part, Path raw) throws IOException {
        return Passes.merge(OutcomeFile.read(raw, remedy(part)));
    }

    /** Tables of time against hidden size, batch and depth. */
    public static String scaling(List<Outcome> outcomes) {
        return ScalingTable.markdown("hidden", outcomes, Scaling::ofWidths, job -> job.hidden()[0])
                + ScalingTable.markdown("batch", outcomes, Scaling::ofBatches, TrainingJob::batch)
                + ScalingTable.markdown("depth", outcomes, Scaling::ofDepths, job -> job.hidden().length);
    }

    private static TextTable cold(Path file) throws IOException {
        return JsonFile.read(
                file, JsonObject.class, Publication::cold, "does not hold times of processes; " + remedy(Part.COLD));
    }

    private static TextTable cold(JsonObject json) {
        TextTable table = new TextTable("cli.jar", "seconds, each run");
        for (String command : json.keySet().stream().sorted().toList()) {
            table.row(
                    "`" + command + "`",
                    json.getArray(command).stream()
                            .map(each -> Figures.number(((Number) each).doubleValue(), 2))
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private static String head(Origins origins) {
        return """
                # Results

                Made by `java -jar bench/target/benchmarks.jar --publish`, after `mvn -B -q -Ppeers package -DskipTests`; raw figures are in
                `results/`, what is measured and how is in [README.md](README.md).

                %s

                Times and ratios are medians, in brackets their 95%% intervals by order statistics. Systems took turns on an otherwise idle
                machine; rounds that something disturbed were repeated, and rows where that did not help are marked with *. Training was
                measured six times, minutes apart, by new processes, and so were products; intervals are of those six: a virtual machine's
                two threads are faster at some times than at others. The FMA peak is the best that was seen. "%% peak" is as if
                each term of every product had been computed, so it may be above 100 where zeros are left out; "%% work" counts what was
                computed.
                Trust ratios and percents more than absolute figures.

                """.formatted(origins);
    }
}
