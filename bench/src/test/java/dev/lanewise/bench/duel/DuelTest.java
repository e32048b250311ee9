package dev.lanewise.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Duels of tiny products, in processes of their own. */
class DuelTest {
    @Test
    void aSystemThatDropsOutIsRememberedAndTheOthersGoOn() throws Exception {
        Peer missing = new Peer("Missing", "no such system", List.of(), List.of(), Map.of());
        try (Duel duel = new Duel(List.of(Peer.own(), missing), 1, new Duel.Rules(1, 0.001, false))) {
            assertThat(duel.run("gemm NN-16x10x16")).extracting(Outcome::label).containsExactly("Lanewise");
            assertThat(duel.dropouts()).containsExactly("Missing from gemm NN-16x10x16 on");
        }
    }

    /** Does the product twice, as when it is prepared and warmed up, and no more. */
    public static final class Tiring implements GemmSystem {
        @Override
        public String label() {
            return "tiring";
        }

        @Override
        public Gemm prepare(Operands operands, int threads) {
            Gemm own = GemmSystem.named("lanewise").prepare(operands, threads);
            AtomicInteger runs = new AtomicInteger();
            return new Gemm() {
                @Override
                public void run() {
                    if (runs.incrementAndGet() > 2) {
                        throw new IllegalStateException("tired");
                    }
                    own.run();
                }

                @Override
                public float[] result() {
                    return own.result();
                }
            };
        }
    }

    @Test
    void aSystemThatFailsInTheMiddleOfTheRoundsDropsOutToo(@TempDir Path services) throws Exception {
        Path file = services.resolve("META-INF/services").resolve(GemmSystem.class.getName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, Tiring.class.getName());
        Peer tiring = new Peer("Tiring", "tiring", List.of(services), List.of(), Map.of());
        Duel.Rules onceEach = new Duel.Rules(2, 1e-12, false);
        try (Duel duel = new Duel(List.of(Peer.own(), tiring, Peer.own()), 1, onceEach)) {
            assertThat(duel.run("gemm NN-16x10x16")).extracting(Outcome::label).containsExactly("Lanewise", "Lanewise");
            assertThat(duel.dropouts()).containsExactly("Tiring from gemm NN-16x10x16 on");
        }
    }
}
