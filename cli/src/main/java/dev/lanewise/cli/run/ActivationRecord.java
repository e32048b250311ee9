package dev.lanewise.cli.run;

import dev.lanewise.cli.run.Epoch.LayerVariance;
import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluator;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.train.NoisyInference;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures how far the activations of hidden layers vary. */
public final class ActivationRecord {
    /** Times some hundred units, enough for a variance to a percent or two. */
    static final int IMAGES = 1000;

    private final Sequential net;
    private final Samples samples;
    private final Evaluator evaluator;
    private final Kernels kernels;
    private final List<NamedRegularizer> made;
    private final long seed;

    private ActivationRecord(
            Sequential net,
            RunData data,
            Evaluator evaluator,
            Kernels kernels,
            List<NamedRegularizer> made,
            long seed) {
        this.net = net;
        this.samples = data.trainSample(IMAGES);
        this.evaluator = evaluator;
        this.kernels = kernels;
        this.made = made;
        this.seed = seed;
    }

    /**
     * For a run; empty if it does not ask for one.
     *
     * @param net that is trained
     * @param made the regularizers whose noise disturbs the network in training
     */
    public static Optional<ActivationRecord> of(
            RunConfig config,
            Sequential net,
            RunData data,
            Evaluator evaluator,
            Kernels kernels,
            List<NamedRegularizer> made) {
        return config.recordActivations()
                ? Optional.of(new ActivationRecord(net, data, evaluator, kernels, made, config.seed()))
                : Optional.empty();
    }

    /** Of the network as it is after an epoch, 1, 2, …. */
    public List<LayerVariance> after(int epoch) {
        NoisyInference noisy = new NoisyInference(kernels, net, made, seed);
        return IntStream.range(0, net.hidden().length)
                .mapToObj(layer -> new LayerVariance(
                        variance(evaluator.activations(net, layer, samples)),
                        variance(noisy.activations(layer, samples, epoch))))
                .toList();
    }

    static double variance(float[] values) {
        double mean = 0;
        for (float each : values) {
            mean += each;
        }
        mean /= values.length;
        double sum = 0;
        for (float each : values) {
            sum += (each - mean) * (each - mean);
        }
        return sum / values.length;
    }
}
