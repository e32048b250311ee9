package dev.lanewise.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeciesTest {
    @ParameterizedTest
    @CsvSource({"amd64, 4, false", "x86_64, 8, false", "amd64, 16, true", "aarch64, 4, true", "riscv64, 4, true"})
    void onlyOldX86HasFewRegisters(String architecture, int lanes, boolean many) {
        assertThat(Species.manyRegisters(architecture, lanes)).isEqualTo(many);
    }
}
