package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Initializer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Full runs of a setting reach the accuracy that five runs of PyTorch reached, within two standard errors of the difference of
 * the means. Takes minutes, so it runs only when asked for: {@code mvn -pl core test -Dtest=AccuracyTest -DexcludedGroups=}.
 *
 * <p>The number of seeds is five but where the difference over five was 2.2 standard errors; over 15 it is less than one. Rate
 * 0.5 from He's weights without dropout is left out, as it is at the edge of what is stable: of seeds 1 … 20 one diverges and
 * one ends at chance level, so a mean says little.
 */
@Tag("accuracy")
class AccuracyTest {
    private static final int THEIR_SEEDS = 5;

    private static TrainTest<LabelledImages> data;

    /** Accuracies in percent. */
    private record Sample(double mean, double deviation) {
        static Sample of(double[] values) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            return new Sample(mean, Math.sqrt(squares / (values.length - 1)));
        }

        double squaredStandardError(int size) {
            return deviation * deviation / size;
        }

        @Override
        public String toString() {
            return String.format("%.2f ± %.2f", mean, deviation);
        }
    }

    @BeforeAll
    static void load() {
        data = FashionMnist.load();
    }

    /** The expected figures are those of libtorch 2.7.1: 784-256-256-10, batches of 256, 10 epochs, SGD, five seeds. */
    @ParameterizedTest(name = "rate {1}, {2}, dropout {3} and {4}")
    @CsvSource({
        "5, 0.5, normal:0.01, 0.2, 0.5, 87.25, 1.18, 85.29, 1.27",
        "5, 0.5, normal:0.01, 0, 0, 87.82, 0.38, 85.63, 0.64",
        "5, 0.5, he, 0.2, 0.5, 87.47, 0.92, 85.43, 0.77",
        "15, 0.1, he, 0.2, 0.5, 87.61, 0.43, 85.65, 0.47",
        "5, 0.1, he, 0, 0, 88.43, 0.37, 86.17, 0.50",
    })
    void isThatOfPyTorch(
            int seeds,
            float rate,
            String initializer,
            double p0,
            double p1,
            double trainMean,
            double trainDeviation,
            double testMean,
            double testDeviation) {
        double[] train = new double[seeds];
        double[] test = new double[seeds];
        for (int seed = 1; seed <= seeds; seed++) {
            Sequential net = Sequential.of(
                            Dense.relu(256), Dropout.of(p0), Dense.relu(256), Dropout.of(p1), Dense.linear(10))
                    .initializer(Initializer.parse(initializer));
            Trainer.sgd(rate).batchSize(256).epochs(10).seed(seed).fit(net, data.train(), null);
            Evaluator evaluator = new Evaluator(KernelChoice.choose("auto"), 2);
            train[seed - 1] = 100 * evaluator.evaluate(net, data.train()).accuracy();
            test[seed - 1] = 100 * evaluator.evaluate(net, data.test()).accuracy();
        }
        System.out.printf(
                "rate %s, %s, dropout %s %s: train %s, test %s%n",
                rate, initializer, p0, p1, Sample.of(train), Sample.of(test));
        check("train", train, new Sample(trainMean, trainDeviation));
        check("test", test, new Sample(testMean, testDeviation));
    }

    private static void check(String what, double[] values, Sample theirs) {
        Sample ours = Sample.of(values);
        double error = Math.sqrt(ours.squaredStandardError(values.length) + theirs.squaredStandardError(THEIR_SEEDS));
        assertThat(Math.abs(ours.mean - theirs.mean) <= 2 * error)
                .as("%s accuracy: ours %s, PyTorch's %s", what, ours, theirs)
                .isTrue();
    }
}
