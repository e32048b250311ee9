package dev.lanewise.predict;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import dev.lanewise.nn.Inference;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.RowInference;
import dev.lanewise.nn.Sequential;

/** The buffers that one prediction at a time needs. Those for batches are made when the first batch comes. */
final class Workspace {
    /** Rows that are computed together; more would not be faster. */
    static final int BATCH = 256;

    private final Kernels kernels;
    private final Sequential net;
    private final int features;
    private final RowInference row;
    private final Loss.Rows loss;
    private final float[] outputs;
    private Batch batch;

    /** Room for batches. */
    private record Batch(Inference inference, int[] order) {}

    Workspace(Kernels kernels, Sequential net) {
        this.kernels = kernels;
        this.net = net;
        features = net.features();
        row = new RowInference(kernels, net);
        outputs = new float[BATCH * net.classes()];
        loss = net.loss().rows(kernels, net.classes());
    }

    /**
     * Computes the outputs of rows {@code from … from + count - 1} into {@code out[to] …}.
     *
     * @param rows a {@code float[]} of features or a {@code byte[]} of pixels, which become 0…1
     */
    void run(Object rows, int from, int count, float[] out, int to) {
        if (count == 1) {
            if (rows instanceof byte[] pixels) {
                scale(pixels, from * features, row.input());
            } else {
                System.arraycopy(rows, from * features, row.input(), 0, features);
            }
            row.forward(out, to);
            return;
        }
        PanelMatrix input = batch().inference.input();
        if (rows instanceof byte[] pixels) {
            gather(pixels, from, count, input);
        } else {
            for (int r = 0; r < count; r++) {
                kernels.setRow(input, r, (float[]) rows, (from + r) * features);
            }
        }
        batch.inference.forward(count, out, to);
    }

    private void scale(byte[] pixels, int at, float[] to) {
        for (int i = 0; i < features; i++) {
            to[i] = (pixels[at + i] & 0xFF) * ReferenceKernels.PIXEL_SCALE;
        }
    }

    private void gather(byte[] pixels, int from, int count, PanelMatrix to) {
        for (int r = 0; r < count; r++) {
            batch.order[r] = from + r;
        }
        kernels.gather(pixels, features, batch.order, 0, count, to, 0);
    }

    private Batch batch() {
        if (batch == null) {
            batch = new Batch(new Inference(kernels, net, BATCH), new int[BATCH]);
        }
        return batch;
    }

    /** Room for the outputs of a batch. */
    float[] outputs() {
        return outputs;
    }

    /** Makes {@code count} rows of outputs from {@code out[to]} on what the network predicts. */
    void predict(float[] out, int to, int count) {
        for (int r = 0; r < count; r++) {
            loss.predict(out, to + r * net.classes());
        }
    }
}
