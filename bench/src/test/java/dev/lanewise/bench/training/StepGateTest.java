package dev.lanewise.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepGateTest {
    @Test
    void trainingTakesSoManyStepsAsItIsAskedForAndNoMore() {
        AtomicInteger taken = new AtomicInteger();
        try (StepGate gate = new StepGate()) {
            gate.start(() -> {
                while (true) {
                    gate.step(taken.incrementAndGet());
                }
            });
            assertThat(gate.steps(3)).isEqualTo(2);
            assertThat(gate.steps(2)).isEqualTo(4.5);
            assertThat(taken).hasValue(5);
        }
    }

    @Test
    void trainingThatFailsSaysWhyAtItsTurn() {
        try (StepGate gate = new StepGate()) {
            gate.start(() -> {
                throw new IllegalStateException("diverged");
            });
            assertThatThrownBy(() -> gate.steps(1)).hasRootCauseMessage("diverged");
        }
    }
}
