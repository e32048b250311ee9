package dev.lanewise.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lanewise.data.Table;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.optim.Schedule;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step allocates nothing, whatever the loss, the optimizer, the activations and the data are, with normalised layers too. */
class StepAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Compiled code that turns out to be wrong makes objects that it had been spared: once, not in each epoch. */
    private static final int MOST_ATTEMPTS = 10;

    private static final float[][] ROWS = new float[400][7];
    private static final Table CLASSES;

    static {
        int[] classes = new int[ROWS.length];
        for (int i = 0; i < ROWS.length; i++) {
            ROWS[i][i % 7] = i;
            classes[i] = i % 3;
        }
        CLASSES = Table.ofClasses(ROWS, classes, 3);
    }

    private static void allocatesNothing(Table train, Loss loss) {
        allocatesNothing(train, loss, Hyperparameters.of(Optimizer.sgd(), 0.001f));
    }

    private static void allocatesNothing(Table train, Loss loss, Hyperparameters hyperparameters) {
        Sequential net = Sequential.of(
                        new Dense(33, Activation.GELU),
                        new Dense(9, Activation.TANH).normalized(),
                        Dense.linear(train.outputs()))
                .loss(loss)
                .standardized(train);
        Hyperparameters settings = hyperparameters.batchSize(50);
        try (TrainingSteps steps = new TrainingSteps(settings, new ReferenceKernels(), 1, net, train)) {
            steps.resumeAt(0, 0);
            for (int i = 0; i <= 60 * steps.perEpoch(); i++) {
                steps.next();
            }
            long least = Long.MAX_VALUE;
            for (int attempt = 0; attempt < MOST_ATTEMPTS && least > 0; attempt++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 1; i < steps.perEpoch(); i++) {
                    steps.next();
                }
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                steps.next(); // into the next epoch
            }
            assertThat(least).as("%s, %s", loss, settings).isZero();
        }
    }

    @Test
    void ofRowsOfEveryKind() {
        float[][] values = new float[ROWS.length][2];
        for (int i = 0; i < values.length; i++) {
            values[i][0] = i % 2;
        }
        allocatesNothing(CLASSES, Loss.softmaxCrossEntropy());
        allocatesNothing(CLASSES, Loss.softmaxCrossEntropy(1, 2, 3));
        allocatesNothing(Table.ofLabels(ROWS, values), Loss.binaryCrossEntropy());
        allocatesNothing(Table.ofValues(ROWS, values), Loss.meanSquaredError());
        allocatesNothing(Table.ofValues(ROWS, values), Loss.huber(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "step:2,0.9", "cosine", "cosine:5"})
    void withEachSchedule(String schedule) {
        allocatesNothing(
                CLASSES,
                Loss.softmaxCrossEntropy(),
                Hyperparameters.of(Optimizer.sgd(), 0.001f).epochs(70).schedule(Schedule.parse(schedule)));
    }

    @ParameterizedTest
    @EnumSource
    void withEachOptimizerAndFallingRates(OptimizerKind kind) {
        allocatesNothing(
                CLASSES,
                Loss.softmaxCrossEntropy(),
                Hyperparameters.of(kind.with(0.9f), 0.001f).schedule(Schedule.step(2, 0.9)));
    }
}
