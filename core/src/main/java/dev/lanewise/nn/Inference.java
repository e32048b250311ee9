package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.random.Streams;

/** Runs a network forward, batch after batch, without any regularizer. Holds buffers, so one object serves one thread. */
public final class Inference {
    /** Changes what goes from one layer to the next. */
    @FunctionalInterface
    public interface Between {
        /** Changes nothing. */
        Between NOTHING = (layer, values, rows) -> {};

        /**
         * Changes values in place.
         *
         * @param layer the hidden layer they come from, 0, 1, …; −1 for the input, standardised
         * @param rows how many of the first rows count
         */
        void change(int layer, PanelMatrix values, int rows);
    }

    private final Kernels kernels;
    private final Sequential net;
    private final Standardization standardization;
    private final PanelMatrix input;
    private final LayerInference[] layers;
    private final int[] order;
    private final Between between;

    /**
     * Buffers for batches of up to {@code batch} samples.
     *
     * @throws IllegalStateException if the network has no parameters
     */
    public Inference(Kernels kernels, Sequential net, int batch) {
        this(kernels, net, net.dense().size(), batch);
    }

    /**
     * Inference that ends after the first {@code layers} dense layers: {@link #run} then computes the outputs of the last of
     * them, as its activation leaves them.
     *
     * @throws IllegalArgumentException if the network has fewer layers, or {@code layers} is less than 1
     * @throws IllegalStateException if the network has no parameters
     */
    public Inference(Kernels kernels, Sequential net, int layers, int batch) {
        this(kernels, net, layers, batch, Between.NOTHING);
    }

    /**
     * Inference that ends after the first {@code layers} dense layers, with something between them.
     *
     * @param between called before and after each hidden layer
     * @throws IllegalArgumentException if the network has fewer layers, or {@code layers} is less than 1
     * @throws IllegalStateException if the network has no parameters
     */
    public Inference(Kernels kernels, Sequential net, int layers, int batch, Between between) {
        if (layers < 1 || layers > net.dense().size()) {
            throw new IllegalArgumentException(
                    "the network has layers 1 to " + net.dense().size() + ", but not " + layers);
        }
        this.kernels = kernels;
        this.net = net;
        this.between = between;
        standardization = net.inputStandardization().orElse(null);
        input = new PanelMatrix(batch, net.features());
        this.layers = new LayerInference[layers];
        Kernels.Scratch scratch = kernels.scratch();
        PanelMatrix below = input;
        for (int l = 0; l < layers; l++) {
            this.layers[l] = new LayerInference(
                    kernels, net.parameters().get(l), net.dense().get(l).activation(), below, l == 0, scratch);
            below = this.layers[l].output();
        }
        order = new int[batch];
    }

    /**
     * Computes the outputs for samples {@code from … to - 1} into the same rows of {@code out}, row-major [samples][outputs]; or
     * those of the layer that this inference ends after, [samples][units].
     *
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     */
    public void run(Samples samples, int from, int to, float[] out) {
        if (samples.features() != net.features()) {
            throw new IllegalArgumentException("the network takes " + net.features() + " inputs, but the "
                    + samples.samplesName() + " have " + samples.features() + " " + samples.featuresName());
        }
        for (int start = from; start < to; start += order.length) {
            int count = Math.min(order.length, to - start);
            for (int r = 0; r < count; r++) {
                order[r] = start + r;
            }
            samples.gather(kernels, order, 0, count, input, 0);
            forward(count, out, start * outputs());
        }
    }

    /** The batch that {@link #forward} starts from, [batch][features]. */
    public PanelMatrix input() {
        return input;
    }

    /**
     * Computes the outputs for the first {@code count} rows of {@link #input} into {@code out[at] …}, row-major. The input is as
     * in the data, and is standardised in place.
     */
    public void forward(int count, float[] out, int at) {
        if (standardization != null) {
            standardization.apply(kernels, input, 0, count);
        }
        between.change(Streams.INPUT, input, count);
        for (int l = 0; l < layers.length; l++) {
            layers[l].run(count);
            if (l < net.dense().size() - 1) {
                between.change(l, layers[l].output(), count);
            }
        }
        PanelMatrix last = layers[layers.length - 1].output();
        for (int r = 0; r < count; r++) {
            kernels.getRow(last, r, out, at + r * outputs());
        }
    }

    private int outputs() {
        return layers[layers.length - 1].output().columns();
    }
}
