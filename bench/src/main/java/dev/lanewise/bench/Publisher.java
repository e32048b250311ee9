package dev.lanewise.bench;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.jmh.JmhRuns;
import dev.lanewise.bench.report.Part;
import dev.lanewise.bench.report.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
        Publication.write(RESULTS);
    }

    /**
     * Measures these parts, or all but that against another build; the others stay as they were published last.
     *
     * @param named names of parts; that against another build is written {@code against=JAR}
     */
    static void publish(List<String> named) throws IOException {
        Files.createDirectories(RESULTS);
        for (String each : named.isEmpty() ? allButAgainst() : named) {
            Part part = Part.named(each.startsWith(OTHER) ? Part.AGAINST.toString() : each);
            if (part == Part.AGAINST && !each.startsWith(OTHER)) {
                throw new IllegalArgumentException("which build? --publish " + OTHER + "JAR");
            }
            System.err.println("measuring " + part);
            measure(part, Path.of(each.substring(each.indexOf('=') + 1)));
            Publication.noteMachine(RESULTS, part);
        }
        report();
    }

    private static List<String> allButAgainst() {
        return Arrays.stream(Part.values())
                .filter(each -> each != Part.AGAINST)
                .map(Part::toString)
                .toList();
    }

    private static void measure(Part part, Path jar) throws IOException {
        Path file = RESULTS.resolve(part.file());
        Tournament once = new Tournament(ROUNDS);
        switch (part) {
            case DROPOUT -> OutcomeFile.write(file, once.dropout());
            case TRAINING -> OutcomeFile.write(file, passes(Tournament::training));
            case AGAINST ->
                OutcomeFile.write(file, passes(duels -> duels.against(jar, List.of(), Tournament.threads())));
            case SLOW -> OutcomeFile.write(file, once.slowTraining());
            case PRODUCTS -> OutcomeFile.write(file, passes(Tournament::products));
            case JMH -> JmhRuns.run(JmhRuns.QUICK, file);
            case COSTS -> JmhRuns.run(JmhRuns.COSTS, file);
            case SCALING -> OutcomeFile.write(file, Scaling.run());
            case COLD -> ColdStart.run(file);
        }
    }

    @FunctionalInterface
    private interface Duels {
        List<Outcome> of(Tournament tournament) throws IOException;
    }

    private static List<Outcome> passes(Duels duels) throws IOException {
        Tournament tournament = new Tournament(ROUNDS_OF_A_PASS);
        List<Outcome> out = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            out.addAll(duels.of(tournament));
        }
        return out;
    }
}
