package dev.lanewise.bench;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.OutcomeFile;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.report.JmhResult;
import dev.lanewise.bench.report.Part;
import dev.lanewise.bench.report.PeerTable;
import dev.lanewise.bench.report.Publication;
import dev.lanewise.bench.report.Regression;
import dev.lanewise.bench.report.Summary;
import dev.lanewise.bench.report.ThroughputChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entry point of the benchmarks, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private static final int ROUNDS = 7;

    /** What is published is measured so often, with so many rounds. */
    private static final int PASSES = 4;

    private static final int ROUNDS_OF_A_PASS = 3;

    private static final double THRESHOLD = 0.05;
    private static final int USAGE = 2;
    private static final Path RESULTS = Path.of("bench", "results");
    private static final Path CHART = Path.of("bench", "target", "throughput.svg");

    private Main() {}

    /** Runs one of our own commands, or else JMH with its own command line. */
    public static void main(String[] args) throws IOException {
        try {
            switch (args.length == 0 ? "" : args[0]) {
                case "--quick" -> quick();
                case "--peers" -> peers();
                case "--scaling" -> scaling();
                case "--publish" -> publish(List.of(args).subList(1, args.length));
                case "--report" -> Publication.write(RESULTS);
                case "--compare" -> compare(args);
                default -> jmh(List.of(args));
            }
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks: " + e.getMessage());
            System.exit(USAGE);
        }
    }

    /** JMH, and then what its numbers mean: GFLOP/s, samples/s, percent of peak. */
    private static void jmh(List<String> args) throws IOException {
        // Our profiler comes first, so that others (gc) start after it and stop before it.
        List<String> all = new ArrayList<>(List.of("-prof", FmaPeakProfiler.class.getName()));
        all.addAll(args);
        int given = args.indexOf("-rff");
        Path json = given >= 0 ? Path.of(args.get(given + 1)) : Files.createTempFile("benchmarks", ".json");
        if (given < 0) {
            all.addAll(List.of("-rf", "json", "-rff", json.toString()));
        }
        org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        if (Files.exists(json) && Files.size(json) > 0) {
            System.out.print(Summary.of(JmhResult.read(json)));
        }
        if (given < 0) {
            Files.delete(json);
        }
    }

    private static void quick() throws IOException {
        Path json = Files.createTempFile("benchmarks", ".json");
        JmhRuns.run(JmhRuns.QUICK, json);
        List<JmhResult> results = JmhResult.read(json);
        System.out.print(Summary.of(results));
        Files.delete(json);
        draw(ThroughputChart.ofSteps(results));
    }

    private static void draw(ThroughputChart chart) throws IOException {
        Files.createDirectories(CHART.getParent());
        chart.write(CHART);
        System.out.println("chart: " + CHART);
    }

    private static Tournament tournament(int rounds) throws IOException {
        return new Tournament(rounds, each -> System.out.println(PeerTable.text(each)));
    }

    private static void peers() throws IOException {
        Tournament tournament = tournament(ROUNDS);
        tournament.products();
        List<Outcome> outcomes = new ArrayList<>(tournament.training());
        outcomes.addAll(tournament.slowTraining());
        draw(ThroughputChart.ofDuels(outcomes));
    }

    private static List<Outcome> scaling() throws IOException {
        List<Outcome> outcomes = Scaling.run();
        System.out.print(Publication.scaling(outcomes));
        return outcomes;
    }

    /** All parts, or those named; the others stay as they were published last. */
    private static void publish(List<String> named) throws IOException {
        Files.createDirectories(RESULTS);
        for (Part each : named.isEmpty() ? List.of(Part.values()) : Part.named(named)) {
            System.err.println("measuring " + each);
            Path file = RESULTS.resolve(each.file());
            switch (each) {
                case TRAINING -> OutcomeFile.write(file, passes(Tournament::training));
                case SLOW -> OutcomeFile.write(file, tournament(ROUNDS).slowTraining());
                case PRODUCTS -> OutcomeFile.write(file, passes(Tournament::products));
                case JMH -> JmhRuns.run(JmhRuns.QUICK, file);
                case COSTS -> JmhRuns.run(JmhRuns.COSTS, file);
                case SCALING -> OutcomeFile.write(file, scaling());
                case COLD -> ColdStart.run(file);
            }
            Publication.noteMachine(RESULTS, each);
        }
        Publication.write(RESULTS);
    }

    @FunctionalInterface
    private interface Duels {
        List<Outcome> of(Tournament tournament) throws IOException;
    }

    private static List<Outcome> passes(Duels duels) throws IOException {
        Tournament tournament = tournament(ROUNDS_OF_A_PASS);
        List<Outcome> out = new ArrayList<>();
        for (int pass = 0; pass < PASSES; pass++) {
            out.addAll(duels.of(tournament));
        }
        return out;
    }

    private static void compare(String[] args) throws IOException {
        if (args.length != 3 && !(args.length == 5 && args[3].equals("--threshold"))) {
            throw new IllegalArgumentException(
                    "--compare takes two result files of JMH: --compare OLD.json NEW.json [--threshold 0.05]");
        }
        double threshold = args.length == 5 ? Double.parseDouble(args[4]) : THRESHOLD;
        if (!Regression.print(Path.of(args[1]), Path.of(args[2]), threshold)) {
            System.exit(1);
        }
    }
}
