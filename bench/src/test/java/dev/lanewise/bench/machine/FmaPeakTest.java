package dev.lanewise.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FmaPeakTest {
    @ParameterizedTest
    @EnumSource
    void everyChainAddsItsProductsUp(FmaChains chains) {
        float once = chains.run(1, 0);
        float each = chains.run(0, 1) - once;

        // With a factor of zero nothing is added, so all that differs is what the chains begin with, which is one each.
        assertThat(each).isEqualTo((float) (chains.flops() / 2 / 20_000));
    }
}
