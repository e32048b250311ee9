package dev.lanewise.spark;

import dev.lanewise.cli.Lanewise;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.command.SweepCommand;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The command {@code sweep} on Spark, for {@code spark-submit}. */
public final class SweepJob {
    private SweepJob() {}

    /** Takes the options of {@code sweep}; the process ends with its exit code. */
    public static void main(String[] args) throws IOException {
        System.setOut(System.err); // as in the command line: the results, on standard output, may be JSON
        Terminal terminal = Terminal.system(System.getenv());
        Interruption interruption = new Interruption();
        interruption.install();
        int code;
        SparkConf conf = new SparkConf().setIfMissing("spark.app.name", "Lanewise sweep");
        ExecutorOptions.addTo(conf);
        try (JavaSparkContext spark = new JavaSparkContext(conf);
                TemporaryFolder temporary = new TemporaryFolder()) {
            code = run(new Invocation(terminal, interruption, new Timings()), spark, temporary, args);
        } finally {
            interruption.finished();
        }
        if (code != 0) { // Spark on YARN takes the call for a failure, whatever the code is
            System.exit(code);
        }
    }

    private static int run(Invocation invocation, JavaSparkContext spark, TemporaryFolder temporary, String[] args)
            throws IOException {
        Terminal terminal = invocation.terminal();
        List<String> typed = new ArrayList<>(List.of("sweep"));
        typed.addAll(Arrays.asList(args));
        Optional<RemoteFolder> remote;
        try {
            requireNoPlugins(typed);
            remote = FolderAddress.replace(typed, temporary.path().resolve("sweep"), spark.hadoopConfiguration());
        } catch (CliException e) {
            terminal.always("lanewise: " + e.getMessage());
            return e.exitCode().code();
        }
        SparkExecutors executors = new SparkExecutors(
                spark, text -> terminal.always("lanewise: " + text), () -> remote.ifPresent(SweepJob::push));
        int code = Lanewise.run(
                invocation, each -> SweepCommand.create(each, Optional.of(executors)), typed.toArray(String[]::new));
        remote.ifPresent(SweepJob::push);
        return code;
    }

    private static void push(RemoteFolder remote) {
        try {
            remote.push();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireNoPlugins(List<String> typed) {
        if (typed.stream().anyMatch(each -> each.equals("--plugins") || each.startsWith("--plugins="))) {
            throw CliException.usage(
                    "--plugins: executors cannot see folders of this machine; hand plug-in jars to spark-submit by --jars");
        }
    }
}
