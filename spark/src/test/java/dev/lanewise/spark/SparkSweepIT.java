package dev.lanewise.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same small sweep in one process, and on a cluster of two executor processes on this machine. */
class SparkSweepIT {
    private static final long MINUTES = 5;

    @TempDir
    private Path temporary;

    private List<String> sweep(String program, Path out) throws IOException {
        Path table = temporary.resolve("flowers.csv");
        StringBuilder rows = new StringBuilder("width,height,kind\n");
        for (int i = 0; i < 600; i++) {
            rows.append(i % 7 * 0.3 + i % 3)
                    .append(',')
                    .append(i % 11 * 0.2 - i % 3)
                    .append(',')
                    .append("abc".charAt(i % 3))
                    .append('\n');
        }
        Files.writeString(table, rows);
        List<String> command = new ArrayList<>(List.of(program.split(" ")));
        command.addAll(List.of("--data", table.toString(), "--target", "kind"));
        command.addAll(List.of("--try", "hidden=4,8,16", "--try", "regularizer=none|dropout:0.5"));
        command.addAll(List.of("--try", "learning-rate=0.05,1e30", "--seeds", "2", "--epochs", "9"));
        command.addAll(List.of("--batch-size", "8", "--halving", "--out", out.toString()));
        return command;
    }

    /** But for the last column, the seconds. */
    private static List<String> leaderboard(Path out) throws IOException {
        try (Stream<String> lines = Files.lines(out.resolve("leaderboard.csv"))) {
            return lines.map(each -> each.substring(0, each.lastIndexOf(','))).toList();
        }
    }

    private List<String> local() throws IOException, InterruptedException {
        Path out = temporary.resolve("local");
        Process process = new ProcessBuilder(sweep("java -jar ../cli/target/cli.jar sweep", out))
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("local.txt").toFile())
                .start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(temporary.resolve("local.txt")))
                .isZero();
        return leaderboard(out);
    }

    private static long executors(Process spark) {
        return spark.descendants().filter(SparkSweepIT::isExecutor).count();
    }

    private static boolean isExecutor(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend");
    }

    /** Reads what it says to the end; kills an executor after the first run that is done, if asked to. */
    private List<String> onSpark(boolean kill, Path out) throws IOException, InterruptedException {
        Process spark = new ProcessBuilder(sweep("./sweep-local", out))
                .redirectErrorStream(true)
                .start();
        List<String> said = new ArrayList<>();
        boolean killed = false;
        try (BufferedReader reader = spark.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (line.contains(" runs") && line.contains("(") && !killed) {
                    assertThat(executors(spark)).isPositive();
                    if (kill) {
                        spark.descendants()
                                .filter(SparkSweepIT::isExecutor)
                                .findFirst()
                                .orElseThrow()
                                .destroyForcibly();
                    }
                    killed = true;
                }
            }
        }
        assertThat(spark.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(killed).as(String.join("\n", said)).isTrue();
        assertThat(spark.exitValue()).as(String.join("\n", said)).isZero();
        assertThat(said).noneMatch(line -> line.contains("slow reference kernels"));
        return leaderboard(out);
    }

    @Test
    @Timeout(value = 3 * MINUTES, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void leaderboardIsTheSameOnTwoExecutorsAlsoIfOneIsKilled() throws IOException, InterruptedException {
        List<String> expected = local();

        assertThat(expected).hasSize(13).anyMatch(row -> row.contains("diverged"));
        assertThat(onSpark(false, temporary.resolve("spark"))).isEqualTo(expected);
        assertThat(onSpark(true, temporary.resolve("killed"))).isEqualTo(expected);
    }
}
