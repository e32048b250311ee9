package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightDecay;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Same seed, same bits, over whole runs of an odd shape: layers that fill no panel, batches that fill no tile, and a last batch of
 * one image. The hash is written down, so it is also the same at each vector width that the build runs this with.
 */
@Tag("width")
class SameBitsTest {
    private static final String HASH = "207c79698bd8065b16ab5231738ad2223ba979de30fa4e0afcbcf55b2060fd4b";

    private static final int FEATURES = 201;
    private static final LabelledImages DATA = TinyImages.images(301, FEATURES, 10, 5);

    @TempDir
    private Path directory;

    /** {@code weight-decay:1e-4}. */
    private record Decay() implements WeightDecay {
        @Override
        public float shrink(int layer, Step step) {
            return 1 - step.learningRate() * 1e-4f;
        }
    }

    private static Sequential net() {
        return Sequential.of(Dense.relu(333), Dropout.of(0.3), Dense.relu(97), Dropout.of(0.6), Dense.linear(10));
    }

    private static Trainer trainer() {
        return Trainer.sgd(0.1f).batchSize(100).epochs(3).seed(42).regularizer(new Decay());
    }

    private static String hash(Trainer trainer, Sequential net, LabelledImages data) {
        trainer.fit(net, data, null);
        return ModelFile.weightsSha256(net);
    }

    private static String hash(Trainer trainer) {
        return hash(trainer, net(), DATA);
    }

    private static Kernels kernels(String name) {
        return KernelChoice.choose(
                name.equals("reference") ? name : System.getProperty("lanewise.expected.kernels", "simd"));
    }

    @ParameterizedTest
    @CsvSource({"fast, 1", "fast, 2", "fast, 3", "reference, 1", "reference, 2"})
    void whateverTheKernelsAndThreads(String kernels, int threads) {
        assertThat(hash(trainer().kernels(kernels(kernels)).threads(threads))).isEqualTo(HASH);
    }

    @Test
    void whetherTheRunWasInterruptedAndResumed() {
        Trainer trainer = trainer();
        Path checkpoint = directory.resolve("checkpoint.safetensors");

        trainer.epochs(1).threads(2).checkpoint(checkpoint).fit(net(), DATA, null);

        assertThat(hash(trainer.threads(1).resume(checkpoint))).isEqualTo(HASH);
    }

    @Test
    void whetherItIsEvaluatedBetweenEpochs() {
        Sequential net = net();
        trainer().threads(2).fit(net, DATA, DATA.limit(37));

        assertThat(ModelFile.weightsSha256(net)).isEqualTo(HASH);
    }

    @Test
    void aBatchLargerThanTheDataIsTheData() {
        Trainer trainer = trainer();

        assertThat(hash(trainer.batchSize(100_000))).isEqualTo(hash(trainer.batchSize(DATA.size())));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void fewImagesTrainTheSameOnManyThreads(int images) {
        Trainer trainer = trainer();
        LabelledImages few = DATA.limit(images);

        assertThat(hash(trainer.threads(3).batchSize(2), net(), few))
                .isEqualTo(hash(trainer.kernels(kernels("reference")).threads(1).batchSize(2), net(), few));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 600})
    void aLargeBatchTrainsTheSameOnManyThreads(int features) {
        Trainer trainer = trainer().epochs(1).batchSize(1030);
        LabelledImages many = TinyImages.images(1100, features, 10, 6);

        String one = hash(trainer.threads(1), net(), many);
        assertThat(hash(trainer.threads(2), net(), many)).isEqualTo(one);
        assertThat(hash(trainer.threads(5), net(), many)).isEqualTo(one);
    }
}
