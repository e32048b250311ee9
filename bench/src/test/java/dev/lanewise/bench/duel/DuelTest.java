package dev.lanewise.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
