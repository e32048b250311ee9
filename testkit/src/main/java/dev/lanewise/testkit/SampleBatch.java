package dev.lanewise.testkit;

import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.Step;
import java.util.Objects;

/**
 * Features, or targets, of a batch for a test of a {@link dev.lanewise.spi.BatchRegularizer}, with the noise that training with {@link
 * SampleActivations#SEED} would give it.
 */
public final class SampleBatch {
    private final Step step;
    private final int columns;
    private final int imageHeight;
    private final int imageWidth;
    private final float[] values;

    /**
     * The features of a batch, or targets of samples that are no images.
     *
     * @param columns the features, or the outputs that targets are for
     * @param imageWidth of the images that samples are, or 0
     * @param values row-major, some rows of {@code columns}
     */
    public SampleBatch(int columns, int imageWidth, float... values) {
        this(columns, imageWidth == 0 ? 0 : columns / imageWidth, imageWidth, values);
    }

    private SampleBatch(int columns, int imageHeight, int imageWidth, float... values) {
        this.columns = columns;
        this.imageHeight = imageHeight;
        this.imageWidth = imageWidth;
        this.values = values.clone();
        step = SampleStep.of(values.length / columns);
    }

    /**
     * The targets of a batch of images.
     *
     * @param outputs how many there are for each image
     * @param values row-major, some rows of {@code outputs}
     */
    public static SampleBatch targets(int outputs, int imageHeight, int imageWidth, float... values) {
        return new SampleBatch(outputs, imageHeight, imageWidth, values);
    }

    /** One of its rows, in which a hook may write; the batch stays as it is. */
    public Row row(int row) {
        float[] own = new float[columns];
        System.arraycopy(values, Objects.checkIndex(row, step.batchSize()) * columns, own, 0, columns);
        return new Row(row, new Guarded(own));
    }

    /** A row of this batch. */
    public final class Row implements BatchRow {
        private final int row;
        private final Guarded own;

        private Row(int row, Guarded own) {
            this.row = row;
            this.own = own;
        }

        /** A copy of the values as they are now. */
        public float[] result() {
            return own.values();
        }

        @Override
        public int row() {
            return row;
        }

        @Override
        public int length() {
            return columns;
        }

        @Override
        public Step step() {
            return step;
        }

        @Override
        public int imageHeight() {
            return ofImages(imageHeight);
        }

        @Override
        public int imageWidth() {
            return ofImages(imageWidth);
        }

        private int ofImages(int size) {
            if (imageWidth == 0) {
                throw new IllegalStateException(
                        "the samples are no images; a regularizer that asks must say needsImages()");
            }
            return size;
        }

        @Override
        public float[] values() {
            return own.array();
        }

        @Override
        public float[] valuesOf(int other) {
            return SampleBatch.this.row(other).result();
        }

        @Override
        public int bits(int of, int index) {
            long noise = Streams.noise(SampleActivations.SEED, Streams.BATCH, step.number(), 0);
            return SplitMix.bits(Streams.row(noise, of), index);
        }
    }
}
