package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.model.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments, and go on until their run is done, come to the weights of one that was left alone, and
 * never leave a file that cannot be read. {@code .ci/kill-loop} takes more kills, at the moments of another seed.
 */
class KillLoopIT {
    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final long SEED = Long.getLong("kills.seed", 1);
    private static final int EPOCHS = 20;

    /** What is tested is what is written, not how fast: a process starts and ends sooner so. */
    private static final List<String> SOON = List.of("-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    private final Random moments = new Random(SEED);
    private String[] train;
    private long alone;
    private int kills;
    private int resumes;
    private int read;

    @Test
    void killedRunsGoOnToTheSameWeights() throws Exception {
        train = ("--data " + TinyData.write(folder.resolve("data"))
                        + " --hidden 32,16 --batch-size 16 --optimizer adam --regularizer dropout:0.2,0.1 --epochs "
                        + EPOCHS)
                .split(" ");
        long start = System.nanoTime();
        assertThat(Patience.exitCode(start(folder.resolve("whole"), false))).isZero();
        alone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String expected = weights(folder.resolve("whole"));

        int runs = 0;
        while (kills < KILLS) {
            Path out = folder.resolve("run" + ++runs);
            trainUntilDone(out);
            assertThat(weights(out)).as("seed %d, after %d kills", SEED, kills).isEqualTo(expected);
        }
        System.out.printf(
                "%d kills in %d runs with seed %d, %d resumes, %d files read, one hash: %s%n",
                kills, runs, SEED, resumes, read, expected);
    }

    /** A run that is killed before its first checkpoint starts anew; later it is resumed. */
    private void trainUntilDone(Path out) throws Exception {
        Process process;
        do {
            boolean resumed = Files.exists(out.resolve(RunFolder.CHECKPOINT));
            process = start(out, resumed);
            resumes += resumed ? 1 : 0;
        } while (killed(process, out));
        if (Patience.exitCode(process) != 0) {
            // Killed between its last checkpoint and its results.
            assertThat(Files.readString(err(out))).contains("all " + EPOCHS + " epochs done");
        }
    }

    /** @return whether the process was killed before it had ended */
    private boolean killed(Process process, Path out) throws Exception {
        if (kills == KILLS || process.waitFor(moments.nextLong(alone), TimeUnit.MILLISECONDS)) {
            return false;
        }
        // The launcher's process, and that of the JVM which it has started.
        List<ProcessHandle> started = process.descendants().toList();
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
        Patience.exitCode(process);
        for (ProcessHandle each : started) {
            each.onExit().get(1, TimeUnit.MINUTES);
        }
        kills++;
        readAll(out);
        return true;
    }

    /** Reads every file that the run shows to others. */
    private void readAll(Path out) throws IOException, JsonParserException {
        if (Files.notExists(out)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(out)) {
            files = all.filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList();
        }
        for (Path each : files) {
            switch (each.getFileName().toString()) {
                case RunFolder.MODEL, RunFolder.CHECKPOINT -> Safetensors.read(each);
                case RunFolder.METRICS -> CsvFile.read(each, true);
                case RunFolder.RUN -> JsonParser.object().from(Files.readString(each));
                default -> throw new AssertionError("what is " + each + "?");
            }
            read++;
        }
    }

    private Process start(Path out, boolean resumed) throws IOException {
        List<String> args = new ArrayList<>(resumed ? List.of() : List.of(train));
        args.addAll(List.of("--checkpoint-every", "7steps", "--json", resumed ? "--resume" : "--out", out.toString()));
        return Patience.start(new ProcessBuilder(CliProcess.command(SOON, args))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err(out).toFile()));
    }

    private static Path err(Path out) {
        return out.resolveSibling(out.getFileName() + ".err");
    }

    /** As a reader of the folder finds them. */
    private static String weights(Path run) {
        Outcome outcome = Outcome.of("export", run.toString(), run + ".onnx", "--json");
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out().replaceAll("(?s).*\"weights_sha256\":\"([0-9a-f]{64})\".*", "$1");
    }
}
