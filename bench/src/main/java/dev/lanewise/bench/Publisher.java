package dev.lanewise.bench;

import dev.lanewise.bench.base.JsonFile;
import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.jmh.JmhRuns;
import dev.lanewise.bench.report.Part;
import dev.lanewise.bench.report.Publication;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Measures what is published, a part at a time. */
final class Publisher {
    private static final Path RESULTS = Path.of("bench", "results");

    /** What is published is measured so often, by new processes: six is the least of which there is an interval of 95%. */
    private static final int PASSES = 6;

    private static final int ROUNDS_OF_A_PASS = 3;

    /** What is measured in one run. */
    private static final int ROUNDS = 9;

    private static final String OTHER = Part.AGAINST + "=";

    private Publisher() {}

    /** What was published last, again. */
    static void report() throws IOException {
        checkPlace();
        Publication.write(RESULTS);
    }

    /** Elsewhere a folder of results would begin that nobody looks for. */
    private static void checkPlace() throws IOException {
        if (!Files.isRegularFile(RESULTS.resolveSibling("pom.xml"))) {
            throw new IOException("results are published in " + RESULTS
                    + ", and this is not the top of the repository; run it there");
        }
    }

    /**
     * Measures these parts, or all but that against another build; the others stay as they were published last.
     *
     * @param named names of parts; that against another build is written {@code against=JAR}
     */
    static void publish(List<String> named) throws IOException {
        List<String> chosen = named.isEmpty() ? allButAgainst() : named;
        for (String each : chosen) {
            if (part(each) == Part.AGAINST) {
                Tournament.describe(jar(each)); // now, not when it is its turn
            }
        }
        checkPlace();
        Files.createDirectories(RESULTS);
        if (!Files.isWritable(RESULTS)) {
            throw new AccessDeniedException(RESULTS.toString()); // now, not when the first part has been measured
        }
        List<String> dropouts = new ArrayList<>();
        for (String each : chosen) {
            Part part = part(each);
            System.err.println("measuring " + part);
            dropouts.addAll(measure(part, each));
            Publication.noteMachine(RESULTS, part, part == Part.AGAINST ? Tournament.describe(jar(each)) : "");
        }
        report();
        Main.requireNone(dropouts);
    }

    private static Part part(String named) {
        if (named.equals(Part.AGAINST.toString())) {
            throw new IllegalArgumentException("which build? --publish " + OTHER + "JAR");
        }
        return Part.named(named.startsWith(OTHER) ? Part.AGAINST.toString() : named);
    }

    private static Path jar(String named) {
        return Path.of(named.substring(OTHER.length()));
    }

    private static List<String> allButAgainst() {
        return Arrays.stream(Part.values())
                .filter(each -> each != Part.AGAINST)
                .map(Part::toString)
                .toList();
    }

    /** Writes what was measured, and gives the systems that dropped out. */
    private static List<String> measure(Part part, String named) throws IOException {
        Path file = RESULTS.resolve(part.file());
        Tournament once = new Tournament(ROUNDS);
        Tournament pass = new Tournament(ROUNDS_OF_A_PASS);
        switch (part) {
            case DROPOUT -> OutcomeFile.write(file, once.dropout());
            case TRAINING -> OutcomeFile.write(file, passes(pass::training));
            case AGAINST ->
                OutcomeFile.write(file, passes(() -> pass.against(jar(named), List.of(), Tournament.threads())));
            case SLOW -> OutcomeFile.write(file, once.slowTraining());
            case PRODUCTS -> OutcomeFile.write(file, passes(pass::products));
            case JMH -> JsonFile.write(file, JmhRuns.all(JmhRuns.QUICK));
            case COSTS -> JsonFile.write(file, JmhRuns.all(JmhRuns.COSTS));
            case SCALING -> OutcomeFile.write(file, Scaling.run());
            case COLD -> ColdStart.run(file);
        }
        return Stream.of(once, pass).flatMap(each -> each.dropouts().stream()).toList();
    }

    @FunctionalInterface
    private interface Duels {
        List<Outcome> once() throws IOException;
    }

    private static List<Outcome> passes(Duels duels) throws IOException {
        List<Outcome> out = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            out.addAll(duels.once());
        }
        return out;
    }
}
