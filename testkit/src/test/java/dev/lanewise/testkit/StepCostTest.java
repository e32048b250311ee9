package dev.lanewise.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.registry.Origin;
import dev.lanewise.registry.SpecException;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The regularizer here waits, for much longer than a step takes even where the machine is slow and has other work. */
class StepCostTest {
    private record Waiting() implements RegularizerProvider {
        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of(Parameter.number("microseconds", 0, 1e6, "for each block"));
        }

        @Override
        public Regularizer create(Arguments arguments) {
            long nanos = Math.round(1e3 * arguments.number("microseconds"));
            return (InputRegularizer) block -> LockSupport.parkNanos(nanos);
        }
    }

    @Test
    void isManyTimesTheStepIfTheHookTakesThatLong() {
        assertThat(StepCost.of(new Waiting(), "waiting:1000", Origin.PROGRAM, Duration.ZERO)
                        .median())
                .isGreaterThan(2);
    }

    @Test
    void refusesArgumentsAsTheCommandLineDoes() {
        assertThatThrownBy(() -> StepCost.of(new Waiting(), "waiting:many", Origin.PROGRAM, Duration.ZERO))
                .isInstanceOf(SpecException.class);
    }
}
