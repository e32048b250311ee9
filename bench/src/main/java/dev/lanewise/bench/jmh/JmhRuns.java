package dev.lanewise.bench.jmh;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs of JMH with our profiler. What JMH says meanwhile goes to standard error: standard output is for results. */
public final class JmhRuns {
    private static final String SHORT = "-v SILENT -foe true -wi 4 -w 250ms -i 6 -r 250ms ";

    /** A look at everything, in three minutes. */
    public static final List<String> QUICK = List.of(
            "Gemm -p threads=1,all",
            "Gemm -p threads=1 -p shape=NN-256x256x784,NT-256x1024x1024 -p system=scalar,naive-vector",
            "Gemm -p threads=1 -p shape=NN-256x256x784 -p system=reference",
            "Step -p net=1024x2 -p regularizer=none,dropout:0.2,dropout:0.5,dropout:0.8,dropout:0.9 -p threads=all",
            "Step -p net=64x2,256x2 -p regularizer=none,dropout:0.5 -p threads=all",
            "Step -p net=256x2 -p regularizer=none,dropout:0.5 -p threads=1",
            "Dropout -p hidden=256",
            "Evaluation -p threads=all -p net=256x2");

    /**
     * What is published beyond that: what optimizers cost, on one thread, where steps of equal size differ least in time; epochs; reading
     * the data set.
     */
    public static final List<String> COSTS = List.of(
            "Step -p net=256x2 -p optimizer=sgd,momentum,nesterov,adam,adamw -p regularizer=none -p threads=1",
            "Step -p net=1024x2 -p optimizer=sgd,adam -p regularizer=none,dropout:0.5+weight-decay:1e-4 -p threads=all",
            "Epoch -p net=256x2 -p optimizer=sgd,adam -p threads=1,all",
            "Load");

    private JmhRuns() {}

    /** Runs each line as a command line of JMH and writes all results to {@code json}. */
    public static void run(List<String> lines, Path json) throws IOException {
        JsonArray all = new JsonArray();
        for (String line : lines) {
            System.err.println("running " + line);
            Path part = Files.createTempFile("benchmarks", ".json");
            run(List.of((SHORT + line + " -rf json -rff " + part).split(" ")));
            try {
                all.addAll(JsonParser.array().from(Files.readString(part)));
            } catch (JsonParserException e) {
                throw new IOException("JMH left no results of: " + line, e);
            }
            Files.delete(part);
        }
        all.forEach(each -> withoutPaths((JsonObject) each));
        Files.writeString(json, JsonWriter.indent("  ").string().value(all).done() + "\n");
    }

    /** Runs JMH with these arguments of its own. */
    public static void run(List<String> arguments) throws IOException {
        // Our profiler comes first, so that others (gc) start after it and stop before it.
        List<String> all = new ArrayList<>(List.of("-prof", MachineProfiler.class.getName()));
        all.addAll(arguments);
        PrintStream out = System.out;
        System.setOut(System.err);
        try {
            org.openjdk.jmh.Main.main(all.toArray(String[]::new));
        } finally {
            System.setOut(out);
        }
    }

    /** What is published should not tell where things lie on this machine. */
    private static void withoutPaths(JsonObject result) {
        result.remove("jvm");
        result.remove("jvmArgs");
    }
}
