package dev.lanewise.train;

import static dev.lanewise.train.StepGradients.assertClose;
import static dev.lanewise.train.StepGradients.ofOneStep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.random.SplitMix;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Samples that regularizers change before they enter the network, against {@link NaiveMlp} on samples changed by a formula. */
@Tag("width")
class BatchHooksInTheStepTest {
    private static final long SEED = 7;
    private static final int FEATURES = 35;
    private static final int CLASSES = 3;
    private static final LabelledImages IMAGES = TinyImages.images(23, FEATURES, CLASSES, 4);

    private static Sequential net() {
        return TinyImages.initialised(Sequential.of(Dense.relu(34), Dense.relu(9), Dense.linear(CLASSES)), FEATURES, 2);
    }

    /** Half of each row, half of the row after it. */
    private record Halves() implements BatchRegularizer {
        @Override
        public void features(BatchRow row) {
            mix(row);
        }

        @Override
        public void targets(BatchRow row) {
            mix(row);
        }

        private static void mix(BatchRow row) {
            float[] next = row.valuesOf((row.row() + 1) % row.step().batchSize());
            for (int i = 0; i < row.length(); i++) {
                row.values()[i] = (row.values()[i] + next[i]) / 2;
            }
        }
    }

    /** Adds a number of the row to its first feature, and one of the whole batch to its second. */
    private record Noise() implements BatchRegularizer {
        @Override
        public void features(BatchRow row) {
            row.values()[0] += (float) row.uniform(3);
            row.values()[1] += row.bits(BatchRow.WHOLE_BATCH, 5) * 0x1p-31f;
        }
    }

    private static double[][] halves(double[][] rows) {
        double[][] out = new double[rows.length][rows[0].length];
        for (int r = 0; r < rows.length; r++) {
            for (int i = 0; i < out[r].length; i++) {
                out[r][i] = (rows[r][i] + rows[(r + 1) % rows.length][i]) / 2;
            }
        }
        return out;
    }

    /** As documented: the stream of batches at step 0, hashed once more for the second regularizer. */
    private static void addNoise(double[][] rows) {
        long noise = SplitMix.hash(SplitMix.hash(SplitMix.hash(SplitMix.hash(SEED) - 6)) + 1);
        for (int r = 0; r < rows.length; r++) {
            rows[r][0] += Integer.toUnsignedLong(SplitMix.bits(SplitMix.hash(noise + r), 3)) * 0x1p-32;
            rows[r][1] += SplitMix.bits(SplitMix.hash(noise - 1), 5) * 0x1p-31;
        }
    }

    @Test
    void rowsAreMixedWithWhatRegularizersBeforeMadeOfOthers() {
        for (int threads : new int[] {1, 2, 3}) {
            Sequential net = net();
            double[][] inputs = halves(NaiveMlp.inputs(IMAGES));
            addNoise(inputs);
            double[][] targets = halves(halves(NaiveMlp.targets(IMAGES)));
            List<double[]> expected = NaiveMlp.plain(net).gradient(halves(inputs), targets);
            assertClose(
                    ofOneStep(
                            net,
                            IMAGES,
                            trainer -> trainer.seed(SEED)
                                    .threads(threads)
                                    .regularizer(new Halves())
                                    .regularizer(new Noise())
                                    .regularizer(new Halves())),
                    expected);
        }
    }

    private static String trained(Samples data, int threads, String kernels) {
        Sequential net = net();
        Trainer.sgd(0.1f)
                .batchSize(9)
                .epochs(3)
                .threads(threads)
                .kernels(KernelChoice.choose(kernels))
                .regularizer(new Halves())
                .regularizer(new Noise())
                .fit(net, data, null);
        return ModelFile.weightsSha256(net);
    }

    @Test
    void theBitsAreTheSameForAnyThreadsKernelsAndKindOfSamples() {
        String one = trained(IMAGES, 1, "reference");
        assertThat(trained(IMAGES, 3, "reference")).isEqualTo(one);
        assertThat(trained(IMAGES, 2, System.getProperty("lanewise.expected.kernels", "simd")))
                .isEqualTo(one);
        assertThat(trained(FloatSamples.of(IMAGES), 2, "reference")).isEqualTo(one);
    }

    private static BatchRegularizer seesImages(boolean says) {
        return new BatchRegularizer() {
            @Override
            public boolean needsImages() {
                return says;
            }

            @Override
            public void features(BatchRow row) {
                assertThat(row.imageHeight()).isEqualTo(FEATURES);
                assertThat(row.imageWidth()).isEqualTo(1);
            }
        };
    }

    private static void fit(Samples data, BatchRegularizer regularizer) {
        NamedRegularizer named = new NamedRegularizer("b", "b", "1", new Origin("b.jar", ""), regularizer);
        Trainer.sgd(0.1f).epochs(1).regularizers(List.of(named)).fit(net(), data, null);
    }

    @Test
    void theShapeOfImagesIsKnownAndAskedForOnlyWhereThereIsOne() {
        fit(IMAGES, seesImages(true));
        Samples floats = FloatSamples.of(IMAGES);
        assertThatThrownBy(() -> fit(floats, seesImages(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "regularizer 'b' needs images, but the rows of the data are columns without height and width;"
                                + " leave it out");
        assertThatThrownBy(() -> fit(floats, seesImages(false)))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("must say needsImages()");
    }

    @Test
    void oneThatFailsWhenAskedForImagesIsNamed() {
        BatchRegularizer unsure = new BatchRegularizer() {
            @Override
            public boolean needsImages() {
                throw new IllegalStateException("who knows");
            }

            @Override
            public void features(BatchRow row) {}
        };
        assertThatThrownBy(() -> fit(FloatSamples.of(IMAGES), unsure))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("'b' (b.jar) threw java.lang.IllegalStateException: who knows in the input");
    }

    @Test
    void whatARegularizerDoesWrongIsNamed() {
        assertThatThrownBy(() -> fit(IMAGES, row -> row.values()[2] = Float.NaN))
                .hasMessageContaining("'b' (b.jar) gave a value that is not a finite number in the input at step 0");
        assertThatThrownBy(() -> fit(IMAGES, row -> row.values()[row.length()] = 1))
                .hasMessageContaining("wrote outside its block in the input");
        assertThatThrownBy(() -> fit(IMAGES, row -> row.valuesOf(row.step().batchSize())))
                .hasMessageContaining("IndexOutOfBoundsException");
        BatchRegularizer doubles = new BatchRegularizer() {
            @Override
            public void features(BatchRow row) {}

            @Override
            public void targets(BatchRow row) {
                row.values()[0] += 1;
            }
        };
        assertThatThrownBy(() -> fit(IMAGES, doubles))
                .hasMessageContaining("gave targets that sum to 2.0 instead of 1 in layer 2");
    }
}
