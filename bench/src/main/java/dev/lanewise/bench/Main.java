package dev.lanewise.bench;

import dev.lanewise.bench.duel.Outcome;
import dev.lanewise.bench.duel.Scaling;
import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.jmh.JmhResult;
import dev.lanewise.bench.jmh.JmhRun;
import dev.lanewise.bench.jmh.JmhRuns;
import dev.lanewise.bench.report.DropoutChart;
import dev.lanewise.bench.report.DuelReport;
import dev.lanewise.bench.report.Regression;
import dev.lanewise.bench.report.Summary;
import dev.lanewise.bench.workload.DivergedException;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.data.DataException;
import dev.lanewise.registry.RegularizerException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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
    private static final int SLOWER = 1;
    private static final int USAGE = 2;
    private static final int FAILED = 3;
    private static final String HELP = "--help";

    private static final String COMMANDS = """
            Benchmarks of Lanewise; bench/README.md says more.

            (options of JMH)           JMH, everything unless a pattern says what; -h lists its options, -l the benchmarks
            --quick                    a look at everything of our own
            --peers [JOB...]           duels with other systems; a job is 1024x2/0.5,0.9 or NN-256x10x256
            --against JAR [JOB...]     training by this build and another
            --costs [REGULARIZER...]   what regularizers cost; after --net 1024x2, in that network
            --scaling                  time of a step against hidden size, batch, depth and threads
            --publish [PART...]        measures and writes bench/results, bench/RESULTS.md and bench/dropout.svg
            --report                   the last two again
            --compare OLD.json NEW.json [--threshold 0.05]
                                       ratios of two runs of JMH; exit code 1 if one is slower

            --peers and --against take --threads 1,2 too.
            """;

    private static final Path CHART = Path.of("bench", "target", "dropout.svg");

    private Main() {}

    /** Runs one of our own commands, or else JMH with its own command line. */
    public static void main(String[] args) {
        int code = run(List.of(args));
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Says what is wrong in a sentence, and gives the exit code. */
    static int run(List<String> args) {
        List<String> rest = args.subList(Math.min(1, args.size()), args.size());
        try {
            switch (args.isEmpty() ? "" : args.contains(HELP) ? HELP : args.getFirst()) {
                case HELP -> System.out.print(COMMANDS);
                case "--quick" -> quick(rest);
                case "--peers" -> peers(Selection.of(rest));
                case "--against" -> against(rest);
                case "--costs" -> costs(rest);
                case "--scaling" -> scaling(rest);
                case "--publish" -> Publisher.publish(rest);
                case "--report" -> report(rest);
                case "--compare" -> {
                    return compare(rest) ? 0 : SLOWER;
                }
                default -> jmh(args);
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return failed(e.getMessage(), USAGE);
        } catch (DataException | RegularizerException | DivergedException e) {
            return failed(e.getMessage(), FAILED);
        } catch (IOException e) {
            return failed(sentence(e), FAILED);
        }
    }

    private static int failed(String message, int code) {
        System.err.println("benchmarks: " + message);
        return code;
    }

    /** The messages of some exceptions are no more than a path. */
    static String sentence(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no file or folder " + missing.getFile() + "; check the path";
            case AccessDeniedException denied ->
                denied.getFile() + " may not be read or written; change its permissions";
            case FileSystemException other ->
                other.getFile() + " cannot be read or written (" + other.getReason() + "); give another path";
            default -> e.getMessage();
        };
    }

    private static void refuse(String command, List<String> rest) {
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(
                    command + " takes no arguments, so leave '" + String.join(" ", rest) + "' out");
        }
    }

    /** JMH, and then what its numbers mean: GFLOP/s, samples/s, percent of peak. */
    private static void jmh(List<String> args) throws IOException {
        JmhRun run = JmhRun.of(args);
        System.out.print(Summary.of(JmhResult.of(run.rows())));
        if (!run.failed().isEmpty()) {
            throw new IOException(
                    "no result of " + String.join(", ", run.failed()) + "; JMH says why, unless with -v SILENT");
        }
    }

    private static void quick(List<String> rest) throws IOException {
        refuse("--quick", rest);
        List<JmhResult> results = JmhResult.of(JmhRuns.all(JmhRuns.QUICK));
        System.out.print(Summary.of(results));
        draw(DropoutChart.ofSteps(results));
    }

    private static void scaling(List<String> rest) throws IOException {
        refuse("--scaling", rest);
        System.out.print(DuelReport.ofScaling(Scaling.run()));
    }

    private static void report(List<String> rest) throws IOException {
        refuse("--report", rest);
        Publisher.report();
    }

    private static void draw(DropoutChart chart) throws IOException {
        Files.createDirectories(CHART.getParent());
        chart.write(CHART);
        System.out.println("Chart: " + CHART);
    }

    private static void peers(Selection selection) throws IOException {
        if (!selection.jobs().isEmpty()) {
            Tournament chosen = new Tournament(ROUNDS);
            System.out.print(DuelReport.of(chosen.chosen(selection.jobs(), selection.threads())));
            requireNone(chosen.dropouts());
            return;
        }
        Tournament tournament = new Tournament(FEWER_ROUNDS);
        List<Outcome> all = new ArrayList<>(tournament.products());
        List<Outcome> rising = tournament.dropout();
        all.addAll(rising);
        all.addAll(tournament.tuned());
        System.out.print(DuelReport.of(all));
        draw(DropoutChart.ofDuels(rising));
        requireNone(tournament.dropouts());
    }

    /** Results of the others are out by now; only the exit code can tell a script that some are missing. */
    static void requireNone(List<String> dropouts) throws IOException {
        if (!dropouts.isEmpty()) {
            throw new IOException(
                    "no result of " + String.join(", ", dropouts) + "; why is said above, where each dropped out");
        }
    }

    private static void against(List<String> args) throws IOException {
        if (args.isEmpty()) {
            throw new IllegalArgumentException("--against takes the cli.jar or benchmarks.jar of another build first");
        }
        Path jar = Path.of(args.getFirst());
        Selection selection = Selection.of(args.subList(1, args.size()));
        Tournament tournament = new Tournament(ROUNDS);
        System.out.print(DuelReport.of(tournament.against(jar, selection.jobs(), selection.threads())));
        requireNone(tournament.dropouts());
    }

    private static void costs(List<String> args) throws IOException {
        boolean choosesNet = !args.isEmpty() && args.getFirst().equals("--net");
        if (choosesNet && args.size() == 1) {
            throw new IllegalArgumentException("--net takes a network, 1024x2");
        }
        Net net = Net.parse(choosesNet ? args.get(1) : "256x2");
        System.out.print(Costs.of(choosesNet ? args.subList(2, args.size()) : args, net));
    }

    private static boolean compare(List<String> args) throws IOException {
        if (args.size() != 2 && !(args.size() == 4 && args.get(2).equals("--threshold"))) {
            throw new IllegalArgumentException(
                    "--compare takes two result files of JMH: --compare OLD.json NEW.json [--threshold 0.05]");
        }
        double threshold = args.size() == 4 ? threshold(args.get(3)) : THRESHOLD;
        return Regression.print(Path.of(args.get(0)), Path.of(args.get(1)), threshold);
    }

    private static double threshold(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value < Double.POSITIVE_INFINITY) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("'" + text + "' is no threshold; write a number from 0 on, 0.05 for 5 %");
    }
}
