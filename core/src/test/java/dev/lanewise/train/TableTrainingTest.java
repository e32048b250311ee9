package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.Standardization;
import dev.lanewise.data.Table;
import dev.lanewise.data.Target;
import dev.lanewise.data.TrainTest;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.OnnxInput;
import dev.lanewise.nn.Activation;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.predict.Predictor;
import dev.lanewise.spi.TargetRegularizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Training on rows of floats of every kind of target, with every loss. */
class TableTrainingTest {
    private static final int FEATURES = 20;

    /** Rows of numbers of very different sizes, so that little is learned unless they are standardised. */
    private static float[][] rows(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] out = new float[size][FEATURES];
        for (float[] row : out) {
            for (int j = 0; j < FEATURES; j++) {
                row[j] = (float) (1000 * j + Math.pow(10, j % 5 - 2) * random.nextDouble(-1, 1));
            }
        }
        return out;
    }

    /** Column {@code j} of a row as it was drawn, −1 … 1. */
    private static double drawn(float[] row, int j) {
        return (row[j] - 1000 * j) / Math.pow(10, j % 5 - 2);
    }

    private static Table table(Target target, int size, long seed) {
        float[][] rows = rows(size, seed);
        int[] classes = new int[size];
        float[][] labels = new float[size][2];
        float[][] values = new float[size][2];
        for (int i = 0; i < size; i++) {
            double a = drawn(rows[i], 0) + drawn(rows[i], 2);
            double b = drawn(rows[i], 4) * drawn(rows[i], 3);
            classes[i] = a < -0.4 ? 0 : a < 0.4 ? 1 : 2;
            labels[i] = new float[] {a > 0 ? 1 : 0, b > 0 ? 1 : 0};
            values[i] = new float[] {(float) (5000 + 300 * a), (float) (b / 1000)};
        }
        return switch (target) {
            case CLASS -> Table.ofClasses(rows, classes, 3);
            case LABELS -> Table.ofLabels(rows, labels);
            case VALUES -> Table.ofValues(rows, values);
        };
    }

    /** A loss with the kind of data that it is for. */
    private record Case(Loss loss, Target target) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Loss.softmaxCrossEntropy(), Target.CLASS),
                new Case(Loss.softmaxCrossEntropy(1, 2, 0.5f), Target.CLASS),
                new Case(Loss.binaryCrossEntropy(), Target.LABELS),
                new Case(Loss.binaryCrossEntropy(), Target.CLASS),
                new Case(Loss.meanSquaredError(), Target.VALUES),
                new Case(Loss.meanSquaredError(), Target.CLASS),
                new Case(Loss.huber(0.5f), Target.VALUES));
    }

    private static Sequential net(Case of, Table train) {
        return Sequential.of(new Dense(40, Activation.TANH), Dense.relu(33), Dense.linear(train.outputs()))
                .loss(of.loss)
                .standardized(train);
    }

    private static Trainer trainer() {
        return Trainer.adam(0.005f).batchSize(50).epochs(3).seed(3);
    }

    private static String hash(Case of, UnaryOperator<Trainer> settings) {
        Table train = table(of.target, 330, 1);
        Sequential net = net(of, train);
        settings.apply(trainer()).fit(net, train, train.limit(50));
        return ModelFile.weightsSha256(net);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void neitherThreadsNorKernelsNorResumingShow(Case each, @TempDir Path directory) {
        String one = hash(each, trainer -> trainer.threads(1));
        assertThat(hash(each, trainer -> trainer.threads(3))).isEqualTo(one);
        assertThat(hash(each, trainer -> trainer.kernels(new ReferenceKernels())))
                .isEqualTo(one);
        Path checkpoint = directory.resolve("checkpoint.safetensors");
        assertThat(hash(each, trainer -> trainer.epochs(1).checkpoint(checkpoint)))
                .isNotEqualTo(one);
        assertThat(hash(each, trainer -> trainer.resume(checkpoint))).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void modelFilesCarryLossAndStandardization(Case each, @TempDir Path directory) throws IOException {
        Table train = table(each.target, 330, 1);
        Sequential net = net(each, train);
        trainer().fit(net, train, null);
        float[] rows = new float[7 * FEATURES];
        for (int i = 0; i < 7; i++) {
            System.arraycopy(train.row(i), 0, rows, i * FEATURES, FEATURES);
        }
        float[] expected = new float[7 * train.outputs()];
        Predictor.of(net).predict(rows, expected);
        assertThat(new Evaluator(new ReferenceKernels(), 1).probabilities(net, train.limit(7)))
                .isEqualTo(expected);
        Path safetensors = directory.resolve("model.safetensors");
        Path onnx = directory.resolve("model.onnx");
        ModelFile.save(safetensors, net, Map.of());
        ModelFile.exportOnnx(onnx, net, OnnxInput.FEATURES, Map.of());
        assertThat(ModelFile.load(safetensors).net().loss().name()).isEqualTo(each.loss.name());
        assertThat(ModelFile.load(safetensors).metadata()).isEmpty();
        assertThat(ModelFile.load(onnx).net().loss().name()).isEqualTo(each.loss.name());
        float[] loaded = new float[expected.length];
        Predictor.load(safetensors).predict(rows, loaded);
        assertThat(loaded).isEqualTo(expected);
        Predictor.load(onnx).predict(rows, loaded);
        for (int i = 0; i < loaded.length; i++) {
            assertThat(loaded[i]).isCloseTo(expected[i], within(1e-5f * Math.max(1, Math.abs(expected[i]))));
        }
    }

    @Test
    void whatCanBeLearnedIsLearned() {
        for (Case each : cases().toList()) {
            Table train = table(each.target, 3000, 1);
            Sequential net = net(each, train);
            trainer().epochs(20).fit(net, train, null);
            Evaluation held = new Evaluator(new ReferenceKernels(), 2).evaluate(net, table(each.target, 500, 2));
            if (each.loss.predicts() == Loss.Predicts.VALUES) {
                assertThat(held.accuracy()).isNaN();
                assertThat(held.loss()).as("%s", each).isLessThan(0.05); // of a variance of one
            } else {
                assertThat(held.accuracy()).as("%s", each).isGreaterThan(0.88);
            }
            assertThat(held.confusion())
                    .hasNumberOfRows(each.target == Target.CLASS && !Double.isNaN(held.accuracy()) ? 3 : 0);
        }
    }

    @Test
    void valuesArePredictedInTheirOwnUnits() {
        Table train = table(Target.VALUES, 2000, 1);
        Sequential net = net(new Case(Loss.meanSquaredError(), Target.VALUES), train);
        trainer().epochs(20).fit(net, train, null);
        Predictor predictor = Predictor.of(net);
        float[] out = new float[2];
        float[] truth = new float[2];
        predictor.predict(train.row(5), out);
        train.targets(new int[] {5}, 0, 1, truth, 2);
        assertThat(out[0]).isCloseTo(truth[0], within(100f));
        assertThat(out[1]).isCloseTo(truth[1], within(2e-4f));
        assertThatThrownBy(() -> predictor.classOf(train.row(5)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("predicts values, not classes");
    }

    @Test
    void theBestEpochOfValuesHasTheLowestLoss() {
        Table train = table(Target.VALUES, 300, 1);
        History history = trainer().fit(net(new Case(Loss.huber(1), Target.VALUES), train), train, train);
        assertThat(history.best().testLoss())
                .isEqualTo(history.epochs().stream()
                        .mapToDouble(EpochResult::testLoss)
                        .min()
                        .orElseThrow());
    }

    @Test
    void withoutATestSetNoEpochIsTheBest() {
        Table train = table(Target.CLASS, 60, 1);
        History history = trainer().fit(net(new Case(Loss.softmaxCrossEntropy(), Target.CLASS), train), train, null);
        assertThatThrownBy(history::best)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("without a test set, no epoch is known to be the best");
    }

    @Test
    void targetsAreStandardisedForLossesOfValuesOnly() {
        Table classes = table(Target.CLASS, 60, 1);
        Sequential net = Sequential.of(Dense.linear(classes.outputs()))
                .standardized(Standardization.of(classes), Standardization.ofTargets(classes));
        assertThatThrownBy(() -> trainer().fit(net, classes, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "the network standardises its targets, for which the loss softmax-cross-entropy is not;");
    }

    @Test
    void regularizersOfClassesAreRefusedForValues() {
        Table train = table(Target.VALUES, 50, 1);
        TargetRegularizer smooth = block -> {};
        assertThatThrownBy(() -> trainer()
                        .regularizer(smooth)
                        .fit(net(new Case(Loss.huber(1), Target.VALUES), train), train, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("changes the targets of classes, but the loss huber:1.0 is for values");
    }

    @Test
    void regularizersOfClassesAreRefusedForLabels() {
        Table train = table(Target.LABELS, 50, 1);
        TargetRegularizer smooth = block -> {};
        assertThatThrownBy(() -> trainer()
                        .regularizer(smooth)
                        .fit(net(new Case(Loss.binaryCrossEntropy(), Target.LABELS), train), train, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "changes the targets of classes, but the loss binary-cross-entropy is for labels");
    }

    @Test
    void aCheckpointOfAnotherLossOrStandardizationIsRefused(@TempDir Path directory) {
        Path checkpoint = directory.resolve("checkpoint.safetensors");
        Table train = table(Target.CLASS, 100, 1);
        Case weighted = new Case(Loss.softmaxCrossEntropy(1, 2, 3), Target.CLASS);
        trainer().epochs(1).checkpoint(checkpoint).fit(net(weighted, train), train, null);
        Trainer resumed = trainer().resume(checkpoint);
        Sequential other = net(weighted, train).loss(Loss.softmaxCrossEntropy());
        assertThatThrownBy(() -> resumed.fit(other, train, null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("loss softmax-cross-entropy:1.0,2.0,3.0, not softmax-cross-entropy");
        Sequential raw = net(weighted, train).standardized(null, null);
        assertThatThrownBy(() -> resumed.fit(raw, train, null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("standardization ");
    }

    @Test
    void aPartThatIsHeldOutIsStandardisedAsTheRest() {
        TrainTest<Table> parts = table(Target.CLASS, 1000, 1).holdOut(0.2, 1);
        Sequential net = net(new Case(Loss.softmaxCrossEntropy(), Target.CLASS), parts.train());
        History history = trainer().epochs(15).fit(net, parts);
        assertThat(history.last().testAccuracy()).isGreaterThan(0.85);
    }

    /** The first problem of J. Friedman, "Multivariate Adaptive Regression Splines", 1991: five columns matter, five do not. */
    private static Table friedman(int size, long seed, double noise) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] rows = new float[size][10];
        float[][] values = new float[size][1];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < 10; j++) {
                rows[i][j] = (float) random.nextDouble();
            }
            double middle = rows[i][2] - 0.5;
            values[i][0] = (float) (10 * Math.sin(Math.PI * rows[i][0] * rows[i][1])
                    + 20 * middle * middle
                    + 10 * rows[i][3]
                    + 5 * rows[i][4]
                    + noise * random.nextGaussian());
        }
        return Table.ofValues(rows, values);
    }

    /** The formula itself is the reference: its error on the test rows is their noise, of deviation 1. */
    @Test
    void aRegressionReachesTheErrorOfTheFormula() {
        Table train = friedman(8000, 1, 1);
        Table test = friedman(2000, 2, 1);
        Sequential net = Sequential.of(new Dense(64, Activation.SILU), Dense.linear(1))
                .loss(Loss.meanSquaredError())
                .standardized(train);
        Trainer.adam(0.01f)
                .schedule(Schedule.cosine(0))
                .batchSize(100)
                .epochs(40)
                .seed(3)
                .fit(net, train, null);
        float[] predicted = new Evaluator(new ReferenceKernels(), 2).probabilities(net, test);
        double squares = 0;
        float[] truth = new float[1];
        for (int i = 0; i < test.size(); i++) {
            test.targets(new int[] {i}, 0, 1, truth, 1);
            squares += (predicted[i] - truth[0]) * (predicted[i] - truth[0]);
        }
        assertThat(Math.sqrt(squares / test.size())).isLessThan(1.1);
    }
}
