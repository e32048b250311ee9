package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.testkit.ContractChecks;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every regularizer we ship keeps the contract that strangers' must keep. */
class ContractTest {
    private static Stream<RegularizerProvider> shipped() {
        return ServiceLoader.load(RegularizerProvider.class).stream().map(ServiceLoader.Provider::get);
    }

    @TestFactory
    Stream<DynamicContainer> keepsTheContract() {
        return shipped()
                .map(each -> DynamicContainer.dynamicContainer(
                        each.name(),
                        ContractChecks.of(each).stream()
                                .map(check -> DynamicTest.dynamicTest(check.name(), check::run))));
    }

    @Test
    void allAreRegistered() {
        assertThat(shipped().map(RegularizerProvider::name))
                .containsExactly(
                        "activity-l1",
                        "activity-l2",
                        "augment",
                        "concrete-dropout",
                        "cutout",
                        "dropout",
                        "elastic-net",
                        "gaussian-dropout",
                        "gaussian-noise",
                        "gradient-noise",
                        "group-dropout",
                        "input-dropout",
                        "kl-sparsity",
                        "l1",
                        "l2",
                        "label-smoothing",
                        "max-norm",
                        "mixup",
                        "orthogonality",
                        "spectral-norm",
                        "weight-decay");
    }
}
