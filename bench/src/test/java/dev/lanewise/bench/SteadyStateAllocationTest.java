package dev.lanewise.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.machine.Allocation;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.step.TrainingSteps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Once compiled, a training step allocates nothing: no vector is boxed and no object made, on any thread. Runs with the JVM
 * options of the launcher, as the application does.
 */
class SteadyStateAllocationTest {
    private static final int MOST_ATTEMPTS = 100; // on a busy machine the compiler may take its time
    private static final int STEPS = 100;

    @ParameterizedTest
    @CsvSource({
        "sgd, dropout:0.5, 1",
        "sgd, none, 2",
        "momentum, dropout:0.2/0.5+weight-decay:1e-4, 2",
        "adam, dropout:0.5, 2",
        "adamw, dropout:0.5, 1"
    })
    void aStepAllocatesNothing(String optimizer, String regularizer, String threads) {
        allocatesNothing(new Recipe(Net.parse("64x2"), optimizer, regularizer, 64, threads), 0);
    }

    /** Layers as wide as products without zeros want them, and more steps than there are before shared zeros are left out, too. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void aStepWithoutZerosAllocatesNothing(String threads) {
        allocatesNothing(new Recipe(Net.parse("256x2"), "sgd", "dropout:0.5", 128, threads), 4200);
    }

    private static void allocatesNothing(Recipe recipe, int stepsBefore) {
        try (TrainingSteps steps = recipe.steps(SyntheticImages.of(recipe.batch() * STEPS * 2, 5))) {
            recipe.take(steps, stepsBefore);
            long least = Long.MAX_VALUE;
            for (int i = 0; i < MOST_ATTEMPTS && least > 0; i++) {
                least = Math.min(least, Allocation.of(() -> steps(steps)));
            }
            assertThat(least).as("bytes allocated in %d steps", STEPS).isZero();
        }
    }

    private static void steps(TrainingSteps steps) {
        for (int i = 0; i < STEPS; i++) {
            steps.next();
        }
    }
}
