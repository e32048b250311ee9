package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Layer;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Repeats short training runs that PyTorch made in double precision. {@code -Dgolden.dir=DIR} takes them from elsewhere; {@code
 * make_golden.py}, beside the files, makes more.
 */
class GoldenTest {
    private static final double LOSS_TOLERANCE = 1e-4;
    private static final double LOGIT_TOLERANCE = 1e-3;

    private static TrainTest<LabelledImages> data;

    @BeforeAll
    static void load() {
        data = FashionMnist.load();
    }

    @TestFactory
    List<DynamicTest> isRepeated() throws IOException, URISyntaxException {
        List<DynamicTest> tests = new ArrayList<>();
        try (java.util.stream.Stream<Path> files = Files.list(directory())) {
            files.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .forEach(each -> tests.add(DynamicTest.dynamicTest(
                            each.getFileName().toString(), () -> repeat(GoldenCase.read(each)))));
        }
        assertThat(tests).as("golden runs in %s", directory()).isNotEmpty();
        return tests;
    }

    private static Path directory() throws URISyntaxException {
        String given = System.getProperty("golden.dir");
        return given != null
                ? Path.of(given)
                : Path.of(Objects.requireNonNull(GoldenTest.class.getResource("/golden"))
                        .toURI());
    }

    private static void repeat(GoldenCase golden) {
        assertThat(golden.losses()).hasSize(golden.steps());
        checkMasks(golden);
        Sequential net = network(golden);
        List<Float> losses = new ArrayList<>();
        trainer(golden)
                .listener(new TrainingListener() {
                    @Override
                    public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                        losses.add(loss);
                    }
                })
                .fit(net, data.train().limit(golden.steps() * golden.batch()), null);
        checkLosses(golden, losses);
        checkLogits(golden, net);
        checkNorms(golden, net);
    }

    private static Sequential network(GoldenCase golden) {
        int[] sizes = golden.sizes();
        List<Layer> layers = new ArrayList<>();
        for (int l = 0; l < sizes.length - 2; l++) {
            layers.add(Dense.relu(sizes[l + 1]));
            layers.add(Dropout.of(golden.dropout()[l]));
        }
        layers.add(Dense.linear(sizes[sizes.length - 1]));
        Sequential net = Sequential.of(layers.toArray(Layer[]::new));
        net.initialise(sizes[0], golden.seed());
        for (int l = 0; l < net.parameters().size(); l++) {
            DenseParameters each = net.parameters().get(l);
            each.set(weights(l, each.inputs(), each.units()), new float[each.units()]);
        }
        return net;
    }

    private static float[] weights(int layer, int inputs, int units) {
        SplittableRandom random = new SplittableRandom(1000 + layer);
        double bound = Math.sqrt(6.0 / inputs);
        float[] weights = new float[inputs * units];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
        return weights;
    }

    private static Trainer trainer(GoldenCase golden) {
        Trainer trainer = Trainer.with(OptimizerKind.named(golden.optimizer()).with(0.9f), golden.learningRate())
                .batchSize(golden.batch())
                .epochs(1)
                .seed(golden.seed())
                .shuffle(false);
        return golden.weightDecay() == 0 ? trainer : trainer.regularizer(new L2Penalty(golden.weightDecay()));
    }

    private static void checkMasks(GoldenCase golden) {
        for (int l = 0; l < golden.firstMaskRow().length; l++) {
            double p = golden.dropout()[l];
            long key = Streams.noise(golden.seed(), l, 0, 0);
            for (int unit = 0; unit < golden.firstMaskRow()[l].length; unit++) {
                boolean dropped = Integer.toUnsignedLong(SplitMix.bits(key, unit)) < Math.round(p * 0x1p32);
                assertThat(dropped ? 0 : 1 / (1 - p))
                        .as("mask of layer %d, unit %d", l, unit)
                        .isEqualTo(golden.firstMaskRow()[l][unit]);
            }
        }
    }

    private static void checkLosses(GoldenCase golden, List<Float> losses) {
        assertThat(losses).hasSize(golden.steps());
        for (int s = 0; s < golden.steps(); s++) {
            double expected = golden.losses()[s];
            check("loss of step " + s, losses.get(s), expected, LOSS_TOLERANCE * expected);
        }
    }

    private static void checkLogits(GoldenCase golden, Sequential net) {
        int classes = net.classes();
        float[] logits = net.logits(data.test().limit(golden.logits().length));
        for (int i = 0; i < logits.length; i++) {
            check("logit " + i, logits[i], golden.logits()[i / classes][i % classes], LOGIT_TOLERANCE);
        }
    }

    private static void checkNorms(GoldenCase golden, Sequential net) {
        for (int l = 0; l < golden.weightNorms().length; l++) {
            DenseParameters each = net.parameters().get(l);
            double weights = golden.weightNorms()[l];
            double bias = golden.biasNorms()[l];
            check("weight norm of layer " + l, norm(each.weights()), weights, LOSS_TOLERANCE * weights);
            check("bias norm of layer " + l, norm(each.bias()), bias, LOGIT_TOLERANCE);
        }
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float each : values) {
            sum += (double) each * each;
        }
        return Math.sqrt(sum);
    }

    /** NaN fails. */
    private static void check(String what, double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual - expected) <= tolerance)
                .as("%s is %s, expected %s ± %s", what, actual, expected, tolerance)
                .isTrue();
    }
}
