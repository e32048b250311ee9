package dev.lanewise.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DropoutFromScratchTest {
    private static final int IMAGES = 60;
    private static final int BATCH = 20;
    private static final int EPOCHS = 3;
    private static final long SEED = 7;

    @Test
    void tellsTheSameAsTheLibraryAfterTraining() {
        LabelledImages data = images();
        Sequential net =
                Sequential.of(Dense.relu(32), Dropout.of(0.2), Dense.relu(24), Dropout.of(0.5), Dense.linear(10));
        net.initialise(data.features(), SEED);
        DropoutFromScratch scratch = new DropoutFromScratch(
                net.parameters().stream().map(DropoutFromScratchTest::matrix).toArray(float[][][]::new),
                net.parameters().stream().map(DenseParameters::bias).toArray(float[][]::new),
                new double[] {0.2, 0.5},
                SEED);

        Trainer.sgd(0.5f)
                .batchSize(BATCH)
                .epochs(EPOCHS)
                .seed(SEED)
                .shuffle(false)
                .fit(net, data, null);
        for (int step = 0; step < EPOCHS * IMAGES / BATCH; step++) {
            int from = step % (IMAGES / BATCH) * BATCH;
            scratch.train(
                    Arrays.copyOfRange(pixels(data), from, from + BATCH),
                    Arrays.copyOfRange(labels(data), from, from + BATCH),
                    0.5f);
        }

        float[][] ours = scratch.logits(pixels(data));
        float[] theirs = net.logits(data);
        for (int i = 0; i < IMAGES; i++) {
            for (int c = 0; c < 10; c++) {
                assertThat(ours[i][c]).as("image %d, class %d", i, c).isCloseTo(theirs[i * 10 + c], within(1e-3f));
            }
        }
    }

    @Test
    void dropoutKeepsTheMean() {
        float[][] batch = new float[100][100];
        for (float[] row : batch) {
            Arrays.fill(row, 1);
        }

        DropoutFromScratch.dropout(batch, 0.5, new SplittableRandom(1));

        double mean = Arrays.stream(batch)
                .flatMapToDouble(row -> IntStream.range(0, row.length).mapToDouble(i -> row[i]))
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(0.05));
        assertThat(batch[0]).containsOnly(0, 2);
    }

    private static LabelledImages images() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] pixels = new byte[IMAGES * 36];
        byte[] labels = new byte[IMAGES];
        random.nextBytes(pixels);
        for (int i = 0; i < IMAGES; i++) {
            labels[i] = (byte) random.nextInt(10);
        }
        return new LabelledImages(pixels, labels, 6, 6, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    }

    private static float[][] pixels(LabelledImages data) {
        float[][] out = new float[data.size()][data.features()];
        for (int i = 0; i < data.pixels().length; i++) {
            out[i / data.features()][i % data.features()] = (data.pixels()[i] & 0xFF) / 255f;
        }
        return out;
    }

    private static int[] labels(LabelledImages data) {
        return IntStream.range(0, data.size()).map(data::label).toArray();
    }

    private static float[][] matrix(DenseParameters parameters) {
        float[] flat = parameters.weights();
        float[][] out = new float[parameters.inputs()][];
        for (int k = 0; k < out.length; k++) {
            out[k] = Arrays.copyOfRange(flat, k * parameters.units(), (k + 1) * parameters.units());
        }
        return out;
    }
}
