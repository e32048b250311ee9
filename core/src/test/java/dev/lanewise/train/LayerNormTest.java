package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.LayerNorm;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.predict.Predictor;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose hidden layers are normalised, beyond their gradients. */
class LayerNormTest {
    private static final LabelledImages DATA = TinyImages.images(120, 20, 3, 5);

    private static final Trainer TRAINER =
            Trainer.adam(0.01f).batchSize(40).epochs(3).seed(5).threads(2);

    @TempDir
    private Path directory;

    private static Sequential net() {
        return Sequential.of(
                Dense.relu(37).normalized(), Dense.relu(20), Dense.relu(70).normalized(), Dense.linear(3));
    }

    private static Sequential trained(Trainer trainer) {
        Sequential net = net();
        trainer.fit(net, DATA, DATA);
        return net;
    }

    private static LayerNorm first(Sequential net) {
        return net.parameters().getFirst().layerNorm().orElseThrow();
    }

    @Test
    void theyStartAtOneAndZeroAndAreLearned() {
        Sequential net = net();
        net.initialise(20, 1);
        float[] gamma = first(net).gamma();
        assertThat(gamma).hasSize(37).containsOnly(1f);
        assertThat(first(net).beta()).hasSize(37).containsOnly(0f);
        TRAINER.fit(net, DATA, DATA);
        assertThat(first(net).gamma()).isNotEqualTo(gamma);
        assertThat(first(net).beta()).isNotEqualTo(new float[37]);
    }

    @Test
    void theLastLayerIsNotNormalized() {
        assertThatThrownBy(() -> Sequential.of(Dense.linear(3).normalized()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the last layer of a network is not normalised");
    }

    /** Decays, penalizes, changes and constrains whatever it may. */
    private record Everywhere() implements WeightDecay, WeightPenalty, GradientRegularizer, WeightConstraint {
        @Override
        public float shrink(int layer, Step step) {
            return 0.5f;
        }

        @Override
        public double penalty(WeightBlock block) {
            return 0;
        }

        @Override
        public void addGradient(WeightBlock block) {
            add(block);
        }

        @Override
        public void change(WeightBlock block) {
            add(block);
        }

        private static void add(WeightBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.gradients()[i] += 0.1f;
            }
        }

        @Override
        public void constrain(WeightBlock block) {
            Arrays.fill(block.weights(), 0, block.length(), 0.1f);
        }

        @Override
        public boolean appliesToBiases() {
            return true;
        }
    }

    /** In one step, as afterwards the gradients differ. */
    @Test
    void regularizersOfWeightsAndBiasesLeaveThemAlone() {
        Trainer step = Trainer.sgd(0.5f).batchSize(DATA.size()).epochs(1).shuffle(false);
        Sequential plain = trained(step);
        Sequential regularized = trained(step.regularizer(new Everywhere()));
        assertThat(regularized.parameters().getFirst().bias())
                .isNotEqualTo(plain.parameters().getFirst().bias());
        assertThat(first(regularized).gamma()).isEqualTo(first(plain).gamma());
        assertThat(first(regularized).beta()).isEqualTo(first(plain).beta());
    }

    @Test
    void evaluationAndPredictionByTheBatchAndByTheRowGiveTheSameBits() {
        Sequential net = trained(TRAINER);
        float[] expected = net.logits(DATA);
        float[] reference = new Evaluator(KernelChoice.choose("reference"), 2).probabilities(net, DATA);
        assertThat(new Evaluator(KernelChoice.choose("auto"), 1).probabilities(net, DATA))
                .isEqualTo(reference);
        Predictor predictor = Predictor.of(net);
        float[] all = new float[expected.length];
        predictor.outputs(DATA.pixels(), all);
        assertThat(all).isEqualTo(expected);
        for (int r = 0; r < DATA.size(); r++) {
            byte[] row = new byte[20];
            System.arraycopy(DATA.pixels(), 20 * r, row, 0, 20);
            float[] one = new float[3];
            predictor.outputs(row, one);
            assertThat(one).containsExactly(expected[3 * r], expected[3 * r + 1], expected[3 * r + 2]);
        }
    }

    @Test
    void aModelFileNamesThemAsTorchNumbersModules() throws IOException {
        Sequential net = TinyImages.initialised(net(), 20, 1);
        Path file = directory.resolve("model.safetensors");
        ModelFile.save(file, net, Map.of());
        assertThat(ModelFile.tensors(net).keySet())
                .containsExactly(
                        "layers.0.weight",
                        "layers.0.bias",
                        "layers.1.weight",
                        "layers.1.bias",
                        "layers.3.weight",
                        "layers.3.bias",
                        "layers.5.weight",
                        "layers.5.bias",
                        "layers.6.weight",
                        "layers.6.bias",
                        "layers.8.weight",
                        "layers.8.bias");
        Sequential read = ModelFile.load(file).net();
        assertThat(read.dense()).isEqualTo(net.dense());
        assertThat(ModelFile.weightsSha256(read)).isEqualTo(ModelFile.weightsSha256(net));
        first(read).set(new float[37], new float[37]);
        assertThat(ModelFile.weightsSha256(read)).isNotEqualTo(ModelFile.weightsSha256(net));
    }

    /** With an average, and with the best epoch, which is not the last. */
    @Test
    void aRunThatIsResumedEndsWithTheSameBits() {
        Trainer averaged = TRAINER.averaging(Averaging.ema(0.9));
        Trainer stopped = Trainer.adam(0.1f).batchSize(40).epochs(4).earlyStopping(4);
        for (Trainer trainer : new Trainer[] {TRAINER, averaged, stopped}) {
            Path file = directory.resolve("checkpoint.safetensors");
            Sequential straight = net();
            History history = trainer.fit(straight, DATA, DATA);
            trained(trainer.epochs(2).checkpoint(file));
            Sequential resumed = net();
            trainer.resume(file).fit(resumed, DATA, DATA);
            assertThat(ModelFile.weightsSha256(resumed))
                    .as("epoch %d", history.keptEpoch())
                    .isEqualTo(ModelFile.weightsSha256(straight));
        }
    }

    @Test
    void aCheckpointWithoutThemIsRefused() {
        Path file = directory.resolve("checkpoint.safetensors");
        TRAINER.epochs(1).checkpoint(file).fit(Sequential.mlp(new int[] {37}, 3), DATA, DATA);
        Sequential other = Sequential.of(Dense.relu(37).normalized(), Dense.linear(3));
        Trainer resumed = TRAINER.resume(file);
        assertThatThrownBy(() -> resumed.fit(other, DATA, DATA))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("layers dense 37 relu, dense 3 identity, not dense 37 layer-norm relu, dense 3");
    }

    /** More rows than go through the network at a time. */
    @Test
    void largeBatchesGiveTheGradientsOfTheFormula() {
        LabelledImages images = TinyImages.images(1030, 3, 4, 8);
        Sequential net = TinyImages.initialised(Sequential.of(Dense.relu(4).normalized(), Dense.linear(4)), 3, 2);
        NaiveMlp naive = NaiveMlp.plain(net);
        StepGradients.assertClose(
                StepGradients.ofOneStep(net, images, trainer -> trainer.threads(2)),
                naive.gradient(NaiveMlp.inputs(images), NaiveMlp.targets(images)));
    }

    @Test
    void aNetworkThatIsNotFiniteIsRefused() {
        Sequential net = TinyImages.initialised(net(), 20, 1);
        float[] gamma = first(net).gamma();
        gamma[new SplittableRandom(1).nextInt(gamma.length)] = Float.NaN;
        first(net).set(gamma, new float[gamma.length]);
        assertThatThrownBy(() -> Predictor.of(net)).hasMessageContaining("has weights that are not finite");
    }
}
