package dev.lanewise.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeciesTest {
    @ParameterizedTest
    @CsvSource({"amd64, true", "x86_64, true", "x86, true", "aarch64, false", "riscv64, false"})
    void x86HasSeveralNames(String architecture, boolean x86) {
        assertThat(Species.isX86(architecture)).isEqualTo(x86);
    }
}
