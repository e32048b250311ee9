package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.Table;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.WeightDecay;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NoisyInferenceTest {
    private static final int SAMPLES = 300;
    private static final int UNITS = 40;
    private static final Kernels KERNELS = KernelChoice.choose("auto");

    private final Table data = data();

    private static Table data() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[SAMPLES][6];
        int[] classes = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int j = 0; j < 6; j++) {
                rows[i][j] = (float) random.nextDouble();
            }
            classes[i] = i % 3;
        }
        return Table.ofClasses(rows, classes, 3);
    }

    private Sequential net(double p) {
        Sequential net = Sequential.of(Dense.relu(UNITS), Dropout.of(p), Dense.linear(3));
        net.initialise(6, 5);
        return net;
    }

    private static NoisyInference noisy(Kernels kernels, Sequential net) {
        return new NoisyInference(kernels, net, List.of(), 42);
    }

    @Test
    void withoutNoiseItIsInference() {
        Sequential net = net(0);
        assertThat(noisy(KERNELS, net).probabilities(data, 3))
                .isEqualTo(new Evaluator(KERNELS, 1).probabilities(net, data));
    }

    @Test
    void unitsAreDroppedWhereTheStreamOfTheirStepSays() {
        Sequential net = net(0.5);
        float[] clean = new Evaluator(KERNELS, 1).activations(net, 0, data);
        float[] dropped = noisy(KERNELS, net).activations(0, data, 7);

        for (int i = 0; i < SAMPLES; i++) {
            long key = Streams.noise(42, 0, 7 * 2 + i / 256, 0); // 300 samples are two batches
            for (int j = 0; j < UNITS; j++) {
                boolean keeps = SplitMix.bits(key, (long) i % 256 * UNITS + j) < 0; // unsigned, the upper half
                assertThat(dropped[i * UNITS + j]).isEqualTo(keeps ? 2 * clean[i * UNITS + j] : 0f);
            }
        }
    }

    @Test
    void passesDifferAndRepeatOnAnyKernels() {
        Sequential net = net(0.5);
        float[] first = noisy(KERNELS, net).probabilities(data, 0);
        assertThat(noisy(KERNELS, net).probabilities(data, 1)).isNotEqualTo(first);
        assertThat(noisy(new ReferenceKernels(), net).probabilities(data, 0)).isEqualTo(first);
        assertThat(first[0] + first[1] + first[2]).isCloseTo(1, within(1e-5f));
    }

    @Test
    void regularizersThatLearnedNothingHereAreRefused() {
        LearnedRegularizer learns = new LearnedRegularizer() {
            @Override
            public float[] initial(int layer, int units) {
                return new float[1];
            }

            @Override
            public void addGradient(int layer, int units, float[] learned, float[] gradients) {}

            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {}
        };
        WeightDecay other = (layer, step) -> 1;
        Sequential net = net(0);
        Trainer.sgd(0.1f).epochs(1).regularizer(other).regularizer(learns).fit(net, data, null);
        assertThatThrownBy(() -> new NoisyInference(KERNELS, net, List.of(NamedRegularizer.of(learns)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network has not learned the numbers 'regularizer.0.learned.0'; give the regularizers of its"
                                + " training, all of them and in their order");
    }
}
