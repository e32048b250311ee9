package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParser;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.model.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments, and go on until they are done, come to what one comes to that is left alone, and never
 * leave a file that cannot be read. {@code .ci/kill-loop} takes more kills, at the moments of another seed.
 */
class KillLoopIT {
    private static final long SEED = Long.getLong("kills.seed", 1);

    /**
     * What is tested is what is written, not how fast: a process starts and ends sooner so. With the module there it is one process,
     * and no second one that the first has just started outlives a kill.
     */
    private static final List<String> SOON = List.of("-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector");

    /** What is killed. */
    private interface Job {
        /** Arguments, but for the folder. */
        String start();

        String goOn();

        /** The file by which a folder can be gone on from. */
        String begun();

        /** What it has come to in a folder. */
        String result(Path folder) throws IOException;
    }

    @TempDir
    Path folder;

    private final Random moments = new Random(SEED);
    private String data;
    private long alone;
    private int kills;
    private int resumes;
    private int read;

    @BeforeEach
    void writeData() throws IOException {
        data = TinyData.write(folder.resolve("data")).toString();
    }

    @Test
    void killedRunsGoOnToTheSameWeights() throws Exception {
        endAlike(Integer.getInteger("kills", 3), new Job() {
            @Override
            public String start() {
                return "--hidden 32,16 --batch-size 16 --optimizer adam --regularizer dropout:0.2,0.1 --epochs 20 --data "
                        + data + " --checkpoint-every 7steps --json --out";
            }

            @Override
            public String goOn() {
                return "--checkpoint-every 7steps --json --resume";
            }

            @Override
            public String begun() {
                return "checkpoint.safetensors";
            }

            @Override
            public String result(Path out) {
                Outcome outcome = Outcome.of("export", out.toString(), out + ".onnx", "--json");
                assertThat(outcome.code()).as(outcome.err()).isZero();
                return outcome.out().replaceAll("(?s).*\"weights_sha256\":\"([0-9a-f]{64})\".*", "$1");
            }
        });
    }

    @Test
    void killedSweepsGoOnToTheSameLeaderboard() throws Exception {
        endAlike(Integer.getInteger("kills.sweep", 2), new Job() {
            @Override
            public String start() {
                return "sweep --try hidden=4,8x2,16 --try regularizer=none|dropout:0.5 --epochs 9 --halving --batch-size 16 --data "
                        + data + " --json --out";
            }

            @Override
            public String goOn() {
                return "sweep --json --resume";
            }

            @Override
            public String begun() {
                return "sweep.json";
            }

            @Override
            public String result(Path out) throws IOException {
                // Without the last column, which tells times.
                return Files.readAllLines(out.resolve("leaderboard.csv")).stream()
                        .map(line -> line.substring(0, line.lastIndexOf(',')))
                        .collect(Collectors.joining("\n"));
            }
        });
    }

    private void endAlike(int most, Job job) throws Exception {
        long start = System.nanoTime();
        assertThat(Patience.exitCode(start(folder.resolve("whole"), job))).isZero();
        alone = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        String expected = job.result(folder.resolve("whole"));
        int jobs = 0;
        while (kills < most) {
            Path out = folder.resolve("job" + ++jobs);
            untilDone(out, job, most);
            assertThat(job.result(out))
                    .as("seed %d, after %d kills", SEED, kills)
                    .isEqualTo(expected);
        }
        assertThat(resumes).as("kills that left something to go on from").isPositive();
        System.out.printf(
                "%d kills in %d jobs with seed %d, %d resumes, %d files read: one result%n",
                kills, jobs, SEED, resumes, read);
    }

    private void untilDone(Path out, Job job, int most) throws Exception {
        Process process;
        do {
            process = start(out, job);
        } while (kills < most && killed(process, out.resolve(job.begun())));
        if (Patience.exitCode(process) != 0) {
            // A run that was killed between its results and its report.
            assertThat(Files.readString(err(out))).contains("epochs done; ask for more with --epochs");
        }
    }

    /** Starts a job anew if it was killed before there was anything to go on from. */
    private Process start(Path out, Job job) throws IOException {
        boolean goesOn = Files.exists(out.resolve(job.begun()));
        resumes += goesOn ? 1 : 0;
        List<String> args = new ArrayList<>(List.of((goesOn ? job.goOn() : job.start()).split(" ")));
        args.add(out.toString());
        return Patience.start(new ProcessBuilder(CliProcess.command(SOON, args))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err(out).toFile()));
    }

    private static Path err(Path out) {
        return out.resolveSibling(out.getFileName() + ".err");
    }

    /**
     * Kills at a random moment; every other time, one after there is something to go on from, as a process of a short job spends most of its
     * time on the way there.
     *
     * @return whether the process was killed before it had ended
     */
    private boolean killed(Process process, Path begun) throws Exception {
        boolean ended = false;
        while (kills % 2 == 1 && !Files.exists(begun) && !ended) {
            ended = process.waitFor(1, TimeUnit.MILLISECONDS);
        }
        if (process.waitFor(moments.nextLong(alone), TimeUnit.MILLISECONDS)) {
            return false;
        }
        process.destroyForcibly();
        Patience.exitCode(process);
        kills++;
        if (Files.exists(begun.getParent())) {
            readAll(begun.getParent());
        }
        return true;
    }

    /** Reads every file that is shown to others. */
    private void readAll(Path out) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.walk(out)) {
            files = all.filter(Files::isRegularFile)
                    .filter(each -> !out.relativize(each).toString().matches("\\..*|.*/\\..*"))
                    .toList();
        }
        for (Path each : files) {
            String name = each.getFileName().toString();
            switch (name.substring(name.indexOf('.'))) {
                case ".safetensors" -> Safetensors.read(each);
                case ".csv" -> CsvFile.read(each, true);
                case ".json" -> JsonParser.object().from(Files.readString(each));
                case ".html", ".svg" ->
                    assertThat(Files.readString(each))
                            .matches("(?s).*</" + name.substring(name.indexOf('.') + 1) + "\\s*>\\s*");
                case ".png" -> assertThat(ImageIO.read(each.toFile())).isNotNull();
                default -> throw new AssertionError("what is " + each + "?");
            }
            read++;
        }
    }
}
