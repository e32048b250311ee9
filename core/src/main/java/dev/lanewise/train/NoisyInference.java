package dev.lanewise.train;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Inference;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.ContextClassLoader;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.step.NoiseBetween;
import java.util.List;
import java.util.Objects;

/**
 * Runs a network forward with the noise of its training: its input and its hidden layers are regularized as in a step. Passes
 * differ by their noise alone, and their mean and spread tell how sure the network is: Y. Gal and Z. Ghahramani, "Dropout as a
 * Bayesian Approximation", ICML 2016.
 *
 * <p>A pass depends on the seed, its number and the data alone. One object serves one thread.
 */
public final class NoisyInference {
    private static final int BATCH = 256;

    private final Kernels kernels;
    private final Sequential net;
    private final NoiseBetween noise;

    /**
     * Inference with the regularizers written into the network, and those given.
     *
     * @param regularizers those of training, in their order, by which what they learned is found
     * @param seed what their noise follows from
     * @throws IllegalArgumentException if they are not those that the network learned numbers of
     * @throws dev.lanewise.registry.RegularizerException if one cannot be used
     */
    public NoisyInference(Kernels kernels, Sequential net, List<NamedRegularizer> regularizers, long seed) {
        this.kernels = kernels;
        this.net = net;
        noise = new NoiseBetween(kernels, net, regularizers, seed);
    }

    /**
     * What the network predicts for each sample in one pass, row-major [samples][outputs].
     *
     * @param pass 0, 1, …
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     * @throws dev.lanewise.registry.RegularizerException if a regularizer fails
     */
    public float[] probabilities(Samples data, int pass) {
        float[] rows = run(net.dense().size(), data, pass);
        Loss.Rows loss = net.loss().rows(kernels, net.classes());
        for (int at = 0; at < rows.length; at += net.classes()) {
            loss.predict(rows, at);
        }
        return rows;
    }

    /**
     * The outputs of a hidden layer for each sample in one pass, as the next layer gets them, row-major [samples][units].
     *
     * @param layer 0 for the first
     * @param pass 0, 1, …
     * @throws IndexOutOfBoundsException if the network has no such hidden layer
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     * @throws dev.lanewise.registry.RegularizerException if a regularizer fails
     */
    public float[] activations(int layer, Samples data, int pass) {
        Objects.checkIndex(layer, net.hidden().length);
        return run(layer + 1, data, pass);
    }

    private float[] run(int layers, Samples data, int pass) {
        Inference inference = new Inference(kernels, net, layers, BATCH, noise);
        int batches = (data.size() + BATCH - 1) / BATCH;
        int outputs = net.dense().get(layers - 1).units();
        float[] out = new float[Math.multiplyExact(data.size(), outputs)];
        return ContextClassLoader.kept(
                () -> { // hooks leave their own
                    for (int b = 0; b < batches; b++) {
                        noise.turnTo((long) pass * batches + b);
                        inference.run(data, b * BATCH, Math.min((b + 1) * BATCH, data.size()), out);
                    }
                    return out;
                });
    }
}
