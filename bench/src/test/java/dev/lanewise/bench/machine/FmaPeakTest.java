package dev.lanewise.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FmaPeakTest {
    @ParameterizedTest
    @EnumSource
    void everyChainAddsItsProductsUp(FmaChains chains) {
        float beginning = chains.run(0, 1);
        float end = chains.run(0x1p-10f, 1);

        // A small power of two, so that all sums are exact.
        assertThat(end - beginning).isEqualTo((float) (chains.flops() / 2 * 0x1p-10));
    }
}
