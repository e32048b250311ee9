package dev.lanewise.bench;

import dev.lanewise.bench.report.JmhResult;
import dev.lanewise.bench.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Entry point of the benchmarks, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private Main() {}

    /** Runs JMH with its own command line, and then says what its numbers mean: GFLOP/s, samples/s, percent of peak. */
    public static void main(String[] args) throws IOException {
        runJmh(List.of(args));
    }

    private static void runJmh(List<String> args) throws IOException {
        // First, so that other profilers (gc) start after it and stop before it.
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
}
