package dev.lanewise.kernel.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.kernel.Kernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("width")
class KernelChoiceTest {
    /** Fails, rather than skips, where the fast kernels were not chosen; a machine without vector units sets the property. */
    @Test
    void theKernelsExpectedOfThisMachineAreChosen() {
        Kernels chosen = KernelChoice.choose("auto");
        assertThat(chosen.name())
                .as(KernelChoice.reason(chosen))
                .isEqualTo(System.getProperty("lanewise.expected.kernels", "simd"));
    }

    @Test
    void kernelsCanBeAskedForByName() {
        assertThat(KernelChoice.choose("reference").name()).isEqualTo("reference");
        assertThat(KernelChoice.choose("simd").name()).isEqualTo("simd");
    }

    @Test
    void unknownKernelsAreRefused() {
        assertThatThrownBy(() -> KernelChoice.choose("fast"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown kernels 'fast'; use auto, simd or reference");
    }

    @Test
    void theReasonSaysWhetherTheSimdKernelsCouldRun() {
        assertThat(KernelChoice.reason(KernelChoice.choose("simd"))).contains("jdk.incubator.vector");
        assertThat(KernelChoice.reason(KernelChoice.choose("reference"))).contains("asked for", "could run");
    }
}
