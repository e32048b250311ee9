package dev.lanewise.spark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.Manifest;
import org.apache.spark.SparkConf;

/** What the JVMs of executors need to be fast: the vector module, and the options of {@code cli.jar} for compiling kernels. */
final class ExecutorOptions {
    private static final String OPTIONS = "spark.executor.extraJavaOptions";
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    private ExecutorOptions() {}

    /** Adds them to those that the user wants. */
    static void addTo(SparkConf conf) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(MODULE);
        all.addAll(ofCompiler());
        String asked = conf.get(OPTIONS, "");
        if (!asked.isBlank()) {
            all.add(asked);
        }
        conf.set(OPTIONS, String.join(" ", all));
    }

    /** Those about memory are left out: how executors use theirs is up to Spark and its users. */
    private static List<String> ofCompiler() throws IOException {
        ClassLoader loader = ExecutorOptions.class.getClassLoader();
        for (URL each : Collections.list(loader.getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = each.openStream()) {
                String options = new Manifest(in).getMainAttributes().getValue("Lanewise-Jvm-Options");
                if (options != null) {
                    return Arrays.stream(options.split(" "))
                            .filter(option -> option.startsWith("-XX:CompileCommand=") || option.startsWith("-XX:Tier"))
                            .toList();
                }
            }
        }
        return List.of();
    }
}
