package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout as the design promises it: who is dropped, the ends of p, and never in inference. */
@Tag("width")
class DropoutTest {
    private static final long SEED = 1234;
    private static final LabelledImages IMAGES = TinyImages.images(45, 30, 10, 1);

    /** Which element of which layer at which step. */
    private record Address(long step, int layer, int row, int unit) {}

    /** Comes after dropout and notes what it left of activations that it had been given as 1. */
    private record Ones(double p, ConcurrentHashMap<Address, Float> seen) implements ActivationRegularizer {
        @Override
        public void forward(ActivationBlock block) {
            for (int i = 0; i < block.length(); i++) {
                block.values()[i] = 1;
            }
            block.dropout(p);
            for (int i = 0; i < block.length(); i++) {
                Address address = new Address(
                        block.step().number(),
                        block.layer(),
                        block.firstRow() + i / block.columns(),
                        block.firstUnit() + i % block.columns());
                seen.put(address, block.values()[i]);
            }
        }

        @Override
        public void backward(ActivationBlock block) {}
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-12, 0.1, 0.5, 0.9, 0.9999999999, 1})
    void anyoneCanTellFromTheJdkWhoIsDropped(double p) {
        ConcurrentHashMap<Address, Float> seen = new ConcurrentHashMap<>();
        int[] hidden = {37, 64, 5};
        Trainer.sgd(0.01f)
                .batchSize(20)
                .epochs(2)
                .seed(SEED)
                .threads(2)
                .regularizer(new Ones(p, seen))
                .fit(Sequential.mlp(hidden, 10), IMAGES, null);
        assertThat(seen).hasSize(2 * IMAGES.size() * (37 + 64 + 5)); // batches of 20, 20 and 5, twice
        float kept = (float) (1 / (1 - p));
        long threshold = Math.round(p * 0x1p32);
        for (int step = 0; step < 6; step++) {
            int rows = step % 3 == 2 ? 5 : 20;
            for (int layer = 0; layer < 3; layer++) {
                SplittableRandom random = new SplittableRandom(hash(hash(hash(SEED) + layer) + step));
                long word = 0;
                for (int element = 0; element < rows * hidden[layer]; element++) {
                    word = element % 2 == 0 ? random.nextLong() : word >>> 32;
                    float expected = (word & 0xFFFF_FFFFL) < threshold ? 0f : kept;
                    Address address = new Address(step, layer, element / hidden[layer], element % hidden[layer]);
                    assertThat(seen.get(address)).as("%s", address).isEqualTo(expected);
                }
            }
        }
    }

    private static long hash(long x) {
        return new SplittableRandom(x).nextLong();
    }

    private static String trained(Sequential net) {
        Trainer.momentum(0.1f, 0.9f).batchSize(20).epochs(3).seed(SEED).fit(net, IMAGES, IMAGES);
        return ModelFile.weightsSha256(net);
    }

    @Test
    void zeroIsTheSameBitsAsNoDropout() {
        assertThat(trained(Sequential.of(
                        Dropout.of(0),
                        Dense.relu(37),
                        Dropout.of(0),
                        Dense.linear(9),
                        Dropout.of(0),
                        Dense.linear(10))))
                .isEqualTo(trained(Sequential.of(Dense.relu(37), Dense.linear(9), Dense.linear(10))));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5, 0.5", "0, 1, 0", "0.2, 1, 1", "1, 1, 1"})
    void oneGivesZerosAndNoNan(double input, double first, double second) {
        Sequential net = Sequential.of(
                Dropout.of(input),
                Dense.relu(37),
                Dropout.of(first),
                Dense.linear(9),
                Dropout.of(second),
                Dense.linear(10));
        History history = Trainer.sgd(0.5f).batchSize(20).epochs(3).seed(SEED).fit(net, IMAGES, IMAGES);
        assertThat(history.last().trainLoss()).isFinite();
        for (float[] each : StepGradients.parameters(net)) {
            for (float value : each) {
                assertThat(value).isFinite();
            }
        }
    }

    @Test
    void allDroppedLeavesTheOutputsBiasesAlone() {
        Sequential net = TinyImages.initialised(
                Sequential.of(Dense.relu(37), Dropout.of(1), Dense.linear(10)), IMAGES.features(), 1);
        float[] first = net.parameters().get(0).weights();
        float[] second = net.parameters().get(1).weights();
        float[] bias = net.parameters().get(1).bias();
        trained(net);
        assertThat(net.parameters().get(0).weights()).isEqualTo(first);
        assertThat(net.parameters().get(1).weights()).isEqualTo(second);
        assertThat(net.parameters().get(1).bias()).isNotEqualTo(bias);
    }

    @Test
    void inferenceNeverDrops() {
        Sequential with = TinyImages.initialised(
                Sequential.of(Dropout.of(0.9), Dense.relu(37), Dropout.of(1), Dense.linear(10)), 30, 1);
        Sequential without = TinyImages.initialised(Sequential.of(Dense.relu(37), Dense.linear(10)), 30, 1);
        assertThat(with.logits(IMAGES)).isEqualTo(without.logits(IMAGES));
    }

    @Test
    void givenToTheTrainerItActsOnEveryHiddenLayerAndNotOnTheInput() {
        Sequential layers =
                Sequential.of(Dense.relu(37), Dropout.of(0.5), Dense.relu(9), Dropout.of(0.5), Dense.linear(10));
        Sequential plain = Sequential.mlp(new int[] {37, 9}, 10);
        Trainer trainer = Trainer.sgd(0.1f).epochs(2).batchSize(20).seed(SEED);
        trainer.fit(layers, IMAGES, null);
        trainer.regularizer(Dropout.of(0.5)).fit(plain, IMAGES, null);
        assertThat(ModelFile.weightsSha256(plain)).isEqualTo(ModelFile.weightsSha256(layers));
    }
}
