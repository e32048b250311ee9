package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Table;
import dev.lanewise.data.TrainTest;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.step.ProductWays;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final LabelledImages IMAGES = TinyImages.images(40, 16, 3, 1);

    private static Sequential net() {
        return Sequential.mlp(new int[] {8}, 3);
    }

    @Test
    void theExampleOfTheDesignTrains() {
        TrainTest<LabelledImages> data =
                new TrainTest<>(TinyImages.images(600, 784, 10, 1), TinyImages.images(100, 784, 10, 2));

        Sequential net =
                Sequential.of(Dense.relu(256), Dropout.of(0.2), Dense.relu(256), Dropout.of(0.5), Dense.linear(10));
        History history = Trainer.sgd(0.5f).batchSize(256).epochs(10).seed(42).fit(net, data);

        assertThat(history.epochs()).hasSize(10);
        assertThat(history.last().epoch()).isEqualTo(10);
        assertThat(history.last().trainLoss())
                .isLessThan(history.epochs().getFirst().trainLoss());
        assertThat(history.best().testAccuracy())
                .isEqualTo(history.epochs().stream()
                        .mapToDouble(EpochResult::testAccuracy)
                        .max()
                        .orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 13, 39, 40, 41, 100_000})
    void anyBatchSizeTakesEveryImageOnceAnEpoch(int batch) {
        List<Float> losses = new ArrayList<>();
        int[] announced = new int[2];
        TrainingListener listener = new TrainingListener() {
            @Override
            public void started(int stepsPerEpoch, int firstEpoch) {
                announced[0] = stepsPerEpoch;
                announced[1] = firstEpoch;
            }

            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                losses.add(loss);
            }
        };
        History history =
                Trainer.sgd(0.05f).batchSize(batch).epochs(2).listener(listener).fit(net(), IMAGES, IMAGES);
        int steps = (int) Math.ceil(40.0 / batch);
        assertThat(announced).containsExactly(steps, 0);
        assertThat(losses).hasSize(2 * steps);
        double sum = 0;
        for (int s = 0; s < steps; s++) {
            sum += losses.get(s) * Math.min(batch, 40 - s * (double) batch);
        }
        assertThat(history.epochs().getFirst().trainLoss()).isCloseTo(sum / 40, within(1e-5));
        assertThat(history.last().trainLoss()).isLessThan(2);
    }

    @Test
    void separableDataIsLearnt() {
        byte[] pixels = new byte[300 * 3];
        byte[] labels = new byte[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = (byte) (i % 3);
            pixels[i * 3 + i % 3] = (byte) (100 + i % 100);
        }
        LabelledImages separable = new LabelledImages(pixels, labels, 3, 1, List.of("red", "green", "blue"));
        Sequential net = net();
        History history = Trainer.adam(0.01f).batchSize(30).epochs(40).fit(net, separable, separable);
        assertThat(history.last().testAccuracy()).isOne();
        assertThat(history.last().testLoss()).isLessThan(0.1);
    }

    @Test
    void fittingAgainGoesOn() {
        Sequential net = net();
        Trainer trainer = Trainer.sgd(0.1f).batchSize(10).epochs(5);
        double first = trainer.fit(net, IMAGES, null).last().trainLoss();
        double second = trainer.fit(net, IMAGES, null).epochs().getFirst().trainLoss();
        assertThat(second).isLessThan(first);
    }

    @Test
    void howProductsWereComputedIsToldForEachLayer() {
        History history = Trainer.sgd(0.1f).epochs(1).fit(net(), IMAGES, null);
        assertThat(history.products()).hasSameSizeAs(net().dense());
        ProductWays first = history.products().getFirst();
        assertThat(first.backward()).isEqualTo("none");
        assertThat(history.products().getLast().forward()).isEqualTo("with all zeros");
        assertThat(first.weights()).startsWith("with");
    }

    @Test
    void withoutTestImagesThereAreNoTestFigures() {
        EpochResult result =
                Trainer.sgd(0.1f).epochs(1).fit(net(), IMAGES, null).last();
        assertThat(result.testLoss()).isNaN();
        assertThat(result.testAccuracy()).isNaN();
    }

    @Test
    void settingsOutsideTheirRangeAreRefused() {
        Trainer trainer = Trainer.sgd(0.1f);
        refused(() -> trainer.batchSize(0), "the batch size must be at least 1, but is 0");
        refused(() -> trainer.epochs(-3), "the number of epochs must be at least 1, but is -3");
        refused(() -> trainer.threads(-1), "the number of threads must be at least 1, or 0 to choose, but is -1");
        for (float rate : new float[] {0f, -1f, Float.NaN, Float.POSITIVE_INFINITY}) {
            refused(() -> Trainer.sgd(rate), "the learning rate must be positive, but is " + rate);
        }
    }

    @Test
    void dataThatDoesNotFitIsRefused() {
        Trainer trainer = Trainer.sgd(0.1f).epochs(1);
        Sequential trained = net();
        trainer.fit(trained, IMAGES, null);
        LabelledImages none = TinyImages.images(0, 16, 3, 1);
        refused(() -> trainer.fit(net(), none, null), "there are no training images");
        refused(() -> trainer.fit(net(), IMAGES, none), "there are no test images");
        refused(
                () -> trainer.fit(trained, TinyImages.images(9, 17, 3, 1), null),
                "the network takes 16 inputs, but the images have 17 pixels");
        refused(
                () -> trainer.fit(net(), IMAGES, TinyImages.images(9, 17, 3, 1)),
                "training images have 16 pixels, but test images have 17");
        refused(
                () -> trainer.fit(net(), TinyImages.images(9, 16, 4, 1), null),
                "the network tells 3 classes apart, but the data has 4");
        refused(
                () -> trainer.fit(Sequential.mlp(new int[] {8}, 1), TinyImages.images(9, 16, 1, 1), null),
                "the softmax of one output is 1 whatever the network says; use the loss binary-cross-entropy for yes or no,"
                        + " mean-squared-error for a value, or an output for each class");
    }

    private static void refused(Supplier<?> call, String message) {
        assertThatThrownBy(call::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aLossThatIsNotFiniteStopsWithAdviceAndLeavesTheParameters() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 3e38f}) {
            Sequential net = TinyImages.initialised(net(), 16, 1);
            DenseParameters last = net.parameters().getLast();
            float[] weights = new float[24];
            Arrays.fill(weights, bad);
            last.set(weights, new float[3]);
            List<float[]> before = StepGradients.parameters(net);
            assertThatThrownBy(() -> Trainer.sgd(0.1f).threads(2).batchSize(10).fit(net, IMAGES, null))
                    .isInstanceOf(DivergenceException.class)
                    .hasMessage(
                            "training diverged: the loss is no longer a finite number in epoch 1, step 0, at learning"
                                    + " rate 0.1; use a lower learning rate (a tenth, say) or smaller initial weights");
            List<float[]> after = StepGradients.parameters(net);
            for (int p = 0; p < before.size(); p++) {
                assertThat(after.get(p)).isEqualTo(before.get(p));
            }
        }
    }

    @Test
    void aRateThatIsFarTooHighIsToldOf() {
        assertThatThrownBy(() -> Trainer.sgd(1e20f).batchSize(10).epochs(3).fit(net(), IMAGES, IMAGES))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("use a lower learning rate");
    }

    @Test
    void weightsThatOverflowInTheLastStepOfARunAreToldOf() {
        WeightDecay grow = (layer, step) -> Float.MAX_VALUE;
        Sequential net = net().initializer(Initializer.normal(3));
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .regularizer(grow)
                        .batchSize(40)
                        .epochs(1)
                        .fit(net, IMAGES, IMAGES))
                .isInstanceOf(DivergenceException.class)
                .hasMessageContaining("some weights are no longer finite numbers in epoch 1")
                .hasMessageContaining("use a lower learning rate");
    }

    @Test
    void threadsAreChosenByWork() {
        Trainer trainer = Trainer.sgd(0.1f);
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(trainer.batchSize(1).threadsFor(net(), 16)).isOne();
        assertThat(trainer.threadsFor(Sequential.mlp(new int[] {4096, 4096}, 10), 784))
                .isEqualTo(processors);
        assertThat(trainer.threads(7).threadsFor(net(), 16)).isEqualTo(7);
    }

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("lanewise-"))
                .collect(Collectors.toSet());
    }

    @Test
    void aRunThatHasNoRoomLeavesNoThreadsBehind() throws InterruptedException {
        int rows = 65_536;
        Table wide = Table.ofClasses(new float[rows][1], new int[rows], 2);
        Set<Thread> before = workers();
        assertThatThrownBy(() -> Trainer.sgd(0.1f)
                        .batchSize(rows)
                        .threads(3)
                        .fit(Sequential.of(Dense.relu(33_000), Dense.linear(2)), wide, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("use fewer units or a smaller batch");
        Set<Thread> after = workers();
        after.removeAll(before);
        for (Thread each : after) {
            each.join(10_000);
            assertThat(each.isAlive()).isFalse();
        }
    }

    @Test
    void aRunThatTookNoStepTellsNothingOfProducts(@TempDir Path directory) {
        Sequential net = net();
        Path file = directory.resolve("checkpoint.safetensors");
        Trainer trainer = Trainer.sgd(0.1f).epochs(1);
        trainer.checkpoint(file).fit(net, IMAGES, null);
        assertThat(trainer.resume(file).fit(net(), IMAGES, null).products()).isEmpty();
    }
}
