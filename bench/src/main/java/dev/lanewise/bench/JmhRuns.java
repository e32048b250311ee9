package dev.lanewise.bench;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Several runs of JMH, each with its own benchmarks and parameters, and their results in one file. */
final class JmhRuns {
    private static final String SHORT = "-v SILENT -foe true -wi 4 -w 250ms -i 6 -r 250ms ";

    /** A look at everything, in less than three minutes. */
    static final List<String> QUICK = List.of(
            "Gemm -p threads=1,all",
            "Gemm -p threads=1 -p shape=NN-256x256x784,NT-256x1024x1024,TN-784x1024x256 -p system=scalar,naive-vector",
            "Gemm -p threads=1 -p shape=NN-256x256x784 -p system=reference",
            "Step -p net=64x2,128x2,256x2,512x2,1024x2 -p regularizer=dropout:0.5 -p threads=all",
            "Step -p net=256x2 -p regularizer=none,dropout:0.5 -p threads=1 -prof gc",
            "Dropout -p hidden=256",
            "Evaluation -p threads=all -p net=256x2");

    /**
     * What is published beyond that: what optimizers and regularizers cost, on one thread, where steps of equal size differ least in
     * time; epochs; reading the data set.
     */
    static final List<String> COSTS = List.of(
            "Step -p net=256x2 -p optimizer=sgd,momentum,nesterov,adam,adamw -p regularizer=none -p threads=1",
            "Step -p net=256x2 -p threads=1 -p regularizer=dropout:0.5,gaussian-dropout:0.5,gaussian-noise:0.1,input-dropout:0.2,"
                    + "weight-decay:1e-4,l1:1e-5,l2:1e-4,elastic-net:1e-5/1e-4,max-norm:3,label-smoothing:0.1",
            "Step -p net=1024x2 -p optimizer=sgd,adam -p regularizer=none,dropout:0.5+weight-decay:1e-4 -p threads=all",
            "Epoch -p net=256x2 -p optimizer=sgd,adam -p threads=1,all",
            "Load");

    private JmhRuns() {}

    /** Runs each line as a command line of JMH and writes all results to {@code json}. */
    static void run(List<String> lines, Path json) throws IOException {
        JsonArray all = new JsonArray();
        for (String line : lines) {
            System.err.println("running " + line);
            Path part = Files.createTempFile("benchmarks", ".json");
            List<String> args = new ArrayList<>(List.of("-prof", FmaPeakProfiler.class.getName()));
            args.addAll(List.of((SHORT + line).split(" ")));
            args.addAll(List.of("-rf", "json", "-rff", part.toString()));
            org.openjdk.jmh.Main.main(args.toArray(String[]::new));
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

    /** What is published should not tell where things lie on this machine. */
    private static void withoutPaths(JsonObject result) {
        result.remove("jvm");
        result.remove("jvmArgs");
    }
}
