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
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes RESULTS.md and its chart from the raw results in a folder. */
public final class Publication {
    private static final String MACHINE = "machine.json";

    private Publication() {}

    /** Notes which machine the results in this folder are from. */
    public static void noteMachine(Path results) throws IOException {
        Machine.here().write(results.resolve(MACHINE));
    }

    /**
     * Writes {@code RESULTS.md} and {@code throughput.svg} beside the folder of raw results.
     *
     * @throws IOException if a result is missing or the files cannot be written
     */
    public static void write(Path results) throws IOException {
        Path folder = results.toAbsolutePath().getParent();
        List<JmhResult> jmh = JmhResult.read(results.resolve(Part.JMH.file()));
        List<Outcome> peers = OutcomeFile.read(results.resolve(Part.PEERS.file()));
        List<Outcome> scaling = OutcomeFile.read(results.resolve(Part.SCALING.file()));
        ThroughputChart.ofDuels(peers).write(folder.resolve("throughput.svg"));
        String text = head(Machine.read(results.resolve(MACHINE)))
                + "## Training\n\n"
                + PeerTable.training(peers.stream().filter(Outcome::training).toList())
                        .markdown()
                + "\nSeconds an epoch are those of its steps, shuffling and gathering included, evaluation not. "
                + "\"Loss\" is the mean over the last turn, after the same number of steps on the same images.\n\n"
                + "## Matrix products\n\n"
                + PeerTable.products(peers.stream()
                                .filter(Predicate.not(Outcome::training))
                                .toList())
                        .markdown()
                + "\n## Benchmarks of our own\n\n"
                + Summary.table(jmh).markdown()
                + "\n## Whole processes\n\n"
                + cold(results.resolve(Part.COLD.file())).markdown()
                + "\n## Scaling\n\n"
                + scaling(scaling);
        Files.writeString(folder.resolve("RESULTS.md"), text.stripTrailing() + "\n");
    }

    /** Tables of time against hidden size, batch and depth. */
    public static String scaling(List<Outcome> outcomes) {
        return ScalingTable.markdown("hidden", Scaling.widths(), outcomes, job -> job.hidden()[0])
                + ScalingTable.markdown("batch", Scaling.batches(), outcomes, TrainingJob::batch)
                + ScalingTable.markdown("depth", Scaling.depths(), outcomes, job -> job.hidden().length);
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

    private static String head(Machine machine) {
        return """
                # Results

                Made by `java -jar bench/target/benchmarks.jar --publish`, after `mvn -B -q -Ppeers package -DskipTests`; raw figures are in
                `results/`, what is measured and how is in [README.md](README.md).

                %s.

                After ± is half a 95%% confidence interval, in brackets a whole one. Systems took turns on an otherwise idle machine; the FMA
                peak is that of all threads used, measured in the same turns. Trust ratios and percents more than absolute figures.

                ![Throughput over hidden size](throughput.svg)

                """.formatted(machine);
    }
}
