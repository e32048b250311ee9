package dev.lanewise.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What becomes of the process of a system. */
class OpponentTest {
    /** Freezes an opponent, says which process it is, and waits to be killed. */
    static final class Freezing {
        private Freezing() {}

        /** Without arguments. */
        public static void main(String[] args) throws Exception {
            Opponent opponent = new Opponent(Peer.own(), 1);
            opponent.peak();
            opponent.freeze();
            System.out.println(opponent.pid());
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void whatASystemSaidLastIsShownWhateverItsBytes() {
        String lines = "first\n".repeat(12) + "caf\u00e9 is missing\nno device";

        assertThat(Opponent.lastLines(lines.getBytes(StandardCharsets.ISO_8859_1))
                        .lines())
                .hasSize(12)
                .endsWith("caf\uFFFD is missing", "no device");
    }

    @Test
    void aFrozenProcessEndsWhenTheBenchmarkIsKilled() throws Exception {
        Process benchmark = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Freezing.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle frozen;
        try (BufferedReader said = benchmark.inputReader()) {
            frozen = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(frozen.isAlive()).isTrue();
        } finally {
            benchmark.destroyForcibly(); // by SIGKILL, so that it can tidy nothing
        }
        try {
            frozen.onExit().get(1, TimeUnit.MINUTES);
        } finally {
            frozen.destroyForcibly();
        }
    }
}
