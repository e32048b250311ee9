package dev.lanewise.bench;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.jmh.JmhRuns;
import dev.lanewise.bench.report.DropoutChart;
import dev.lanewise.bench.report.DuelReport;
import dev.lanewise.bench.report.Publication;
import dev.lanewise.bench.report.Regression;
import dev.lanewise.bench.report.Summary;
import dev.lanewise.bench.workload.Net;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entry point of the benchmarks, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private static final int ROUNDS = 9;

    /** So that all peers take five minutes. */
    private static final int FEWER_ROUNDS = 6;

    private static final double THRESHOLD = 0.05;
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final Path CHART = Path.of("bench", "target", "dropout.svg");

    private Main() {}

    /** Runs one of our own commands, or else JMH with its own command line. */
    public static void main(String[] args) {
        List<String> rest = List.of(args).subList(Math.min(1, args.length), args.length);
        try {
            switch (args.length == 0 ? "" : args[0]) {
                case "--quick" -> quick();
                case "--peers" -> peers(Selection.of(rest));
                case "--against" -> against(rest);
                case "--costs" -> costs(rest);
                case "--scaling" -> System.out.print(Publication.scaling(Scaling.run()));
                case "--publish" -> Publisher.publish(rest);
                case "--report" -> Publisher.report();
                case "--compare" -> compare(args);
                default -> jmh(List.of(args));
            }
        } catch (IllegalArgumentException e) {
            fail(e.getMessage(), USAGE);
        } catch (NoSuchFileException e) {
            fail("there is no file " + e.getFile(), FAILED);
        } catch (IOException e) {
            fail(e.getMessage(), FAILED);
        }
    }

    private static void fail(String message, int code) {
        System.err.println("benchmarks: " + message);
        System.exit(code);
    }

    /** JMH, and then what its numbers mean: GFLOP/s, samples/s, percent of peak. */
    private static void jmh(List<String> args) throws IOException {
        int given = args.indexOf("-rff");
        Path json = given >= 0 ? Path.of(args.get(given + 1)) : Files.createTempFile("benchmarks", ".json");
        List<String> all = new ArrayList<>(args);
        if (given < 0) {
            all.addAll(List.of("-rf", "json", "-rff", json.toString()));
        }
        JmhRuns.run(all);
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
        draw(DropoutChart.ofSteps(results));
    }

    private static void draw(DropoutChart chart) throws IOException {
        Files.createDirectories(CHART.getParent());
        chart.write(CHART);
        System.out.println("Chart: " + CHART);
    }

    private static void peers(Selection selection) throws IOException {
        if (!selection.jobs().isEmpty()) {
            System.out.print(DuelReport.of(new Tournament(ROUNDS).chosen(selection.jobs(), selection.threads())));
            return;
        }
        Tournament tournament = new Tournament(FEWER_ROUNDS);
        List<Outcome> all = new ArrayList<>(tournament.products());
        List<Outcome> rising = tournament.dropout();
        all.addAll(rising);
        all.addAll(tournament.tuned());
        System.out.print(DuelReport.of(all));
        draw(DropoutChart.ofDuels(rising));
    }

    private static void against(List<String> args) throws IOException {
        if (args.isEmpty() || !Files.isRegularFile(Path.of(args.getFirst()))) {
            throw new IllegalArgumentException("--against takes the cli.jar or benchmarks.jar of another build first");
        }
        Path jar = Path.of(args.getFirst());
        Selection selection = Selection.of(args.subList(1, args.size()));
        System.out.print(DuelReport.of(new Tournament(ROUNDS).against(jar, selection.jobs(), selection.threads())));
    }

    private static void costs(List<String> args) {
        boolean larger = args.size() > 1 && args.getFirst().equals("--net");
        Net net = Net.parse(larger ? args.get(1) : "256x2");
        System.out.print(Costs.of(larger ? args.subList(2, args.size()) : args, net));
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
