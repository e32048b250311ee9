package dev.lanewise.bench;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.bench.base.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How long the command line takes, whole processes from start to end. */
final class ColdStart {
    private static final List<String> COMMANDS =
            List.of("--help", "--epochs 1", "--epochs 10", "--epochs 10 --regularizer dropout:0.2,0.5");
    private static final int TIMES = 3;
    private static final int MOST_MINUTES = 5;

    private ColdStart() {}

    /** Runs each command three times in turns and writes the seconds of each run. */
    static void run(Path json) throws IOException {
        Path cli = Path.of(System.getProperty("java.class.path"))
                .toAbsolutePath()
                .resolveSibling("../../cli/target/cli.jar")
                .normalize();
        if (!Files.exists(cli)) {
            throw new IOException("the command line has not been built: run mvn -B -q package -DskipTests");
        }
        JsonObject all = new JsonObject();
        COMMANDS.forEach(each -> all.put(each, new JsonArray()));
        for (int i = 0; i < TIMES; i++) {
            for (String each : COMMANDS) {
                all.getArray(each).add(seconds(cli, each));
            }
        }
        JsonFile.write(json, all);
    }

    private static double seconds(Path cli, String options) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-jar", cli.toString()));
        command.addAll(List.of(options.split(" ")));
        long start = System.nanoTime();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("cli.jar " + options + " took more than " + MOST_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("cli.jar " + options + " ended with exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return (System.nanoTime() - start) * 1e-9;
    }
}
