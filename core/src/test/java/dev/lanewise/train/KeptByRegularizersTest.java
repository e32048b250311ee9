package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Regularizers that see whole matrices, keep numbers between steps, or learn some. */
@Tag("width")
class KeptByRegularizersTest {
    private static final int FEATURES = 35;
    private static final LabelledImages IMAGES = TinyImages.images(230, FEATURES, 3, 4);

    @TempDir
    private Path directory;

    /** Adds {@code λ·W} to the gradients. */
    private record Pulls(float lambda) implements MatrixRegularizer {
        @Override
        public void beforeUpdate(WeightMatrix matrix) {
            for (int i = 0; i < matrix.length(); i++) {
                matrix.gradients()[i] += lambda * matrix.weights()[i];
            }
        }
    }

    /** Halves weights that are too large. */
    private record Halves() implements MatrixRegularizer {
        @Override
        public void afterUpdate(WeightMatrix matrix) {
            halve(matrix.weights(), matrix.length());
        }

        static void halve(float[] w, int length) {
            for (int i = 0; i < length; i++) {
                w[i] *= Math.abs(w[i]) > 0.2f ? 0.5f : 1;
            }
        }
    }

    /** Shrinks weights and biases by a mean of past sums, which it keeps, and which starts from noise. */
    private record Remembers() implements MatrixRegularizer {
        @Override
        public int stateLength(int layer, int inputs, int units) {
            return units;
        }

        @Override
        public void start(WeightMatrix matrix) {
            for (int unit = 0; unit < matrix.units(); unit++) {
                matrix.state()[unit] = matrix.noise().uniform(unit);
            }
        }

        @Override
        public void afterUpdate(WeightMatrix matrix) {
            for (int unit = 0; unit < matrix.units(); unit++) {
                float past = matrix.state()[unit];
                matrix.bias()[unit] -= 0.01f * past;
                matrix.weights()[unit] += 0.01f * matrix.noise().normal(unit);
                matrix.state()[unit] = 0.9f * past + 0.1f * matrix.weights()[unit];
            }
        }
    }

    /** {@code y = θ·a}, one θ for a layer or for each of its units. */
    private record Gain(boolean ofUnits) implements LearnedRegularizer {
        @Override
        public float[] initial(int layer, int width) {
            float[] out = new float[ofUnits ? width : 1];
            Arrays.fill(out, 0.75f);
            return out;
        }

        private float of(ActivationBlock block, int i) {
            return block.learned()[ofUnits ? block.firstUnit() + i % block.columns() : 0];
        }

        @Override
        public void forward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] *= of(block, i);
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.learnedGradients()[i] = block.values()[i] * block.inputs()[i];
                block.values()[i] *= of(block, i);
            }
        }

        @Override
        public double penalty(int layer, int width, float[] learned) {
            return 0.5 * learned[0];
        }

        @Override
        public void addGradient(int layer, int width, float[] learned, float[] gradients) {
            gradients[0] += 0.5f;
        }
    }

    private static Sequential net() {
        return Sequential.of(Dense.relu(40), Dropout.of(0.2), Dense.relu(9), Dense.linear(3));
    }

    private static Trainer trainer() {
        return Trainer.momentum(0.05f, 0.9f).batchSize(50).epochs(3).seed(3);
    }

    private static String hash(Trainer trainer) {
        Sequential net = net();
        trainer.fit(net, IMAGES, null);
        return ModelFile.weightsSha256(net);
    }

    @Test
    void whatIsAddedToGradientsOfWholeMatricesIsWhatAPenaltyAdds() {
        assertThat(hash(trainer().regularizer(new Pulls(0.1f))))
                .isEqualTo(hash(trainer().regularizer(new L2Penalty(0.1f))));
    }

    @Test
    void wholeMatricesAreChangedAsColumnsAre() {
        WeightConstraint columns = block -> Halves.halve(block.weights(), block.length());
        assertThat(hash(trainer().regularizer(new Halves())))
                .isEqualTo(hash(trainer().regularizer(columns)))
                .isNotEqualTo(hash(trainer()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void theSameBitsForEveryNumberOfThreads(int threads) {
        Trainer trainer = trainer()
                .regularizer(new Remembers())
                .regularizer(new Gain(true))
                .regularizer(new Gain(false));
        assertThat(hash(trainer.threads(threads))).isEqualTo(hash(trainer.threads(4)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 7, 10})
    void whatIsKeptAndLearnedIsResumed(int steps) {
        Path checkpoint = directory.resolve("checkpoint.safetensors");
        Trainer trainer = trainer()
                .regularizer(new Remembers())
                .regularizer(new Gain(true))
                .regularizer(new Gain(false));
        hash(trainer.checkpoint(checkpoint).listener(new EndsAfter(steps)));
        assertThat(hash(trainer.resume(checkpoint))).isEqualTo(hash(trainer));
    }

    private static final class EndsAfter implements TrainingListener {
        private int left;

        EndsAfter(int steps) {
            left = steps;
        }

        @Override
        public void step(int epoch, int step, int stepsPerEpoch, float loss) {
            left--;
        }

        @Override
        public boolean wantsToEnd() {
            return left == 0;
        }
    }

    @Test
    void whatIsKeptAndLearnedIsPartOfTheNetworkAndItsHash() throws IOException {
        Sequential net = net();
        trainer().regularizer(new Remembers()).regularizer(new Gain(false)).fit(net, IMAGES, null);
        assertThat(net.regularizerState())
                .containsOnlyKeys(
                        "regularizer.0.state.0",
                        "regularizer.0.state.1",
                        "regularizer.0.state.2",
                        "regularizer.1.learned.0",
                        "regularizer.1.learned.1");
        assertThat(net.regularizerState().get("regularizer.1.learned.0")).isNotEqualTo(new float[] {0.75f});

        Path file = directory.resolve("model.safetensors");
        ModelFile.save(file, net, Map.of("lanewise.test", "")); // a file of ours
        assertThat(ModelFile.weightsSha256(ModelFile.load(file).net())).isEqualTo(ModelFile.weightsSha256(net));

        String before = ModelFile.weightsSha256(net);
        net.regularizerState().get("regularizer.0.state.1")[2]++;
        assertThat(ModelFile.weightsSha256(net)).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void learnedNumbersFollowTheGradientOfTheLoss(boolean ofUnits) {
        LabelledImages batch = IMAGES.limit(23);
        Sequential net =
                TinyImages.initialised(Sequential.of(Dense.relu(34), Dense.relu(9), Dense.linear(3)), FEATURES, 2);
        double[][] theta = new double[2][34];
        for (double[] layer : theta) {
            Arrays.fill(layer, 0.75);
        }
        NaiveMlp naive =
                new NaiveMlp(net, (layer, row, unit, a) -> layer < 0 ? a : a * theta[layer][ofUnits ? unit : 0]);
        double[] slope = new double[2];
        for (int layer = 0; layer < 2; layer++) {
            theta[layer][0] += 1e-6;
            double above = naive.loss(NaiveMlp.inputs(batch), NaiveMlp.targets(batch));
            theta[layer][0] -= 2e-6;
            double below = naive.loss(NaiveMlp.inputs(batch), NaiveMlp.targets(batch));
            theta[layer][0] = 0.75;
            slope[layer] = (above - below) / 2e-6 + 0.5;
        }

        Trainer.sgd(1)
                .batchSize(23)
                .epochs(1)
                .shuffle(false)
                .regularizer(new Gain(ofUnits))
                .fit(net, batch, null);

        for (int layer = 0; layer < 2; layer++) {
            float learned = net.regularizerState().get("regularizer.0.learned." + layer)[0];
            assertThat(0.75 - learned).isCloseTo(slope[layer], within(1e-5));
        }
    }

    @Test
    void theBestEpochHasWhatWasKeptThen() {
        Sequential net = net();
        Path checkpoint = directory.resolve("best.safetensors");
        Trainer trainer = trainer().epochs(12).regularizer(new Gain(false)).earlyStopping(2);
        History history = trainer.checkpoint(checkpoint).fit(net, IMAGES, IMAGES.limit(50), null);

        Sequential again = net();
        trainer().epochs(history.keptEpoch()).regularizer(new Gain(false)).fit(again, IMAGES, null);
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(ModelFile.weightsSha256(again));
    }

    @Test
    void whatIsNoNumberStopsTheRunWithTheRegularizersName() {
        MatrixRegularizer breaks = new MatrixRegularizer() {
            @Override
            public void afterUpdate(WeightMatrix matrix) {
                matrix.weights()[3] = Float.NaN;
            }
        };
        MatrixRegularizer writesOutside = new MatrixRegularizer() {
            @Override
            public void beforeUpdate(WeightMatrix matrix) {
                matrix.gradients()[matrix.length()] = 1;
            }
        };
        assertThatThrownBy(() -> hash(trainer().regularizer(breaks)))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("gave a value that is not a finite number");
        assertThatThrownBy(() -> hash(trainer().regularizer(writesOutside)))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("wrote outside its block");
    }

    /** Decays the weights by the loss on the validation set of the epoch before. */
    private record Follows() implements WeightDecay {
        @Override
        public float shrink(int layer, Step step) {
            return step.history().isEmpty()
                    ? 1
                    : 1 - (float) step.history().getLast().heldOutLoss().orElse(0.5) / 100;
        }
    }

    @Test
    void hooksSeeWhatPastEpochsGaveAndAResumedRunDoesToo() {
        Path checkpoint = directory.resolve("history.safetensors");
        Trainer trainer = trainer().regularizer(new Follows());
        Sequential whole = net();
        trainer.fit(whole, IMAGES, IMAGES.limit(20), null);

        Sequential half = net();
        trainer.checkpoint(checkpoint).listener(new EndsAfter(7)).fit(half, IMAGES, IMAGES.limit(20), null);
        Sequential resumed = net();
        trainer.resume(checkpoint).fit(resumed, IMAGES, IMAGES.limit(20), null);

        assertThat(ModelFile.weightsSha256(resumed)).isEqualTo(ModelFile.weightsSha256(whole));
        assertThat(hash(trainer)).isNotEqualTo(ModelFile.weightsSha256(whole));
        assertThatThrownBy(() -> trainer.resume(checkpoint).fit(net(), IMAGES, IMAGES.limit(30), null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("another validation set");
    }

    /** Halves in some epochs only. */
    private record Sometimes(boolean applies) implements MatrixRegularizer {
        @Override
        public boolean appliesTo(int layer) {
            return applies;
        }

        @Override
        public void afterUpdate(WeightMatrix matrix) {
            if (!applies) {
                throw new AssertionError("it was not to be called");
            }
        }
    }

    @Test
    void aLayerIsLeftAloneInEpochsInWhichARegularizerDoesNotApplyToIt() {
        NamedRegularizer sometimes = new NamedRegularizer(
                "sometimes",
                "sometimes",
                "1",
                Origin.PROGRAM,
                new Sometimes(true),
                progress -> new Sometimes(progress == 0));
        History history = Trainer.sgd(0.1f)
                .epochs(2)
                .regularizers(List.of(sometimes))
                .fit(Sequential.of(Dense.relu(9), Dense.linear(3)), IMAGES, null);
        assertThat(history.epochs()).hasSize(2);
    }
}
