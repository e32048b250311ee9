package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Sequential;
import dev.lanewise.random.SplitMix;
import dev.lanewise.random.Streams;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.Step;
import java.util.Objects;

/** A row of the batch as a regularizer of batches sees it, and what it makes of that. One object serves one worker and hook. */
final class BatchView implements BatchRow, RowSource {
    private final Hook<BatchRegularizer> hook;
    private final int place;
    private final RowSource below;
    private final Sequential net;
    private final Batch batch;
    private final StepState step;
    private final long seed;
    private final LentBlock features;
    private final LentBlock target;
    private final float[] other;

    private Part part;
    private LentBlock values;
    private int row;
    private long noise;

    /**
     * @param place of the regularizer among those of batches, by which its noise is its own
     * @param below where the rows come from
     */
    BatchView(
            Kernels kernels,
            Hook<BatchRegularizer> hook,
            int place,
            RowSource below,
            Sequential net,
            Batch batch,
            StepState step,
            long seed) {
        this.hook = hook;
        this.place = place;
        this.below = below;
        this.net = net;
        this.batch = batch;
        this.step = step;
        this.seed = seed;
        features = new LentBlock(kernels, step, net.features());
        target = new LentBlock(kernels, step, net.classes());
        other = new float[Math.max(net.features(), net.classes())];
    }

    @Override
    public void read(Part of, int at, float[] out) {
        part = of;
        values = of == Part.FEATURES ? features : target;
        row = at;
        noise = Streams.noise(seed, Streams.BATCH, step.number, place);
        below.read(of, at, values.open(length()));
        if (of == Part.FEATURES) {
            call(BatchRegularizer::features, Streams.INPUT, out);
        } else {
            int outputLayer = net.dense().size() - 1;
            call(BatchRegularizer::targets, outputLayer, out);
            String fault = net.loss().fault(out, 1, length());
            if (fault != null) {
                throw hook.failed("gave targets that " + fault, outputLayer, step);
            }
        }
    }

    private void call(Hook.Call<BatchRegularizer, BatchRow> method, int layer, float[] out) {
        hook.call(method, this, layer, step);
        values.takeBack(hook, layer, out, 0, length(), 1, length());
    }

    @Override
    public int row() {
        return row;
    }

    @Override
    public int length() {
        return part == Part.FEATURES ? net.features() : net.classes();
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public int imageHeight() {
        return net.features() / imageWidth();
    }

    @Override
    public int imageWidth() {
        int width = batch.samples.imageWidth();
        if (width == 0) {
            throw new IllegalStateException(
                    "the samples are no images; a regularizer that asks must say needsImages()");
        }
        return width;
    }

    @Override
    public float[] values() {
        return values.array();
    }

    @Override
    public float[] valuesOf(int another) {
        below.read(part, Objects.checkIndex(another, step.batchSize), other);
        return other;
    }

    @Override
    public int bits(int of, int index) {
        return SplitMix.bits(Streams.row(noise, of), index);
    }
}
