package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Standardization;
import dev.lanewise.data.Target;
import dev.lanewise.kernel.choice.KernelChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A multilayer perceptron: dense layers one after the other, with {@link Dropout} where wanted, and their parameters.
 *
 * <p>What a {@code Sequential} computes itself is always inference: dropout happens only inside a trainer's step, so the two
 * modes cannot be confused. Not safe for use by several threads while it is being trained.
 */
public final class Sequential {
    private final List<Layer> layers;
    private final List<Dense> dense;
    private final Initializer initializer;
    private final Loss loss;
    private final Standardization inputs;
    private final Standardization targets;
    private List<DenseParameters> parameters = List.of();
    private SortedMap<String, float[]> regularizerState = new TreeMap<>();

    private Sequential(
            List<Layer> layers, Initializer initializer, Loss loss, Standardization inputs, Standardization targets) {
        this.layers = layers;
        this.loss = loss;
        this.inputs = inputs;
        this.targets = targets;
        this.dense = layers.stream()
                .filter(Dense.class::isInstance)
                .map(Dense.class::cast)
                .toList();
        this.initializer = initializer;
    }

    /**
     * A network of these layers, with He's initial weights, for classes: its loss is {@link Loss#softmaxCrossEntropy()}.
     *
     * @throws IllegalArgumentException if the last layer is not {@link Dense#linear} or is normalised, or two {@link Dropout}s follow each other
     */
    public static Sequential of(Layer... layers) {
        if (layers.length == 0
                || !(layers[layers.length - 1] instanceof Dense output)
                || output.activation() != Activation.IDENTITY) {
            throw new IllegalArgumentException(
                    "the last layer of a network must be Dense.linear, as the loss has its own softmax or sigmoid");
        }
        if (output.layerNorm()) {
            throw new IllegalArgumentException(
                    "the last layer of a network is not normalised, as its outputs would lose their scale");
        }
        for (int i = 0; i < layers.length; i++) {
            Objects.requireNonNull(layers[i], "layer " + i);
            if (i > 0 && layers[i] instanceof Dropout && layers[i - 1] instanceof Dropout) {
                throw new IllegalArgumentException("layers " + (i - 1) + " and " + i + " are both dropout; use one");
            }
        }
        return new Sequential(List.of(layers), Initializer.he(), Loss.softmaxCrossEntropy(), null, null);
    }

    /** A network with these hidden layers of ReLU units and a linear output. */
    public static Sequential mlp(int[] hidden, int classes) {
        List<Layer> layers = new ArrayList<>();
        for (int units : hidden) {
            layers.add(Dense.relu(units));
        }
        layers.add(Dense.linear(classes));
        return of(layers.toArray(Layer[]::new));
    }

    /** The same layers without parameters, to start from other initial weights. */
    public Sequential initializer(Initializer other) {
        return new Sequential(layers, Objects.requireNonNull(other, "initializer"), loss, inputs, targets);
    }

    /**
     * The same network, with the parameters that it has, for another loss.
     *
     * @throws IllegalArgumentException if the loss cannot be computed from the network's outputs
     */
    public Sequential loss(Loss other) {
        Objects.requireNonNull(other, "loss").check(classes());
        Sequential out = new Sequential(layers, initializer, other, inputs, targets);
        out.parameters = parameters;
        out.regularizerState = regularizerState;
        return out;
    }

    /**
     * The same network, with the parameters that it has, for inputs in their own units: each feature is standardised by its mean
     * and deviation in these samples before it reaches the first layer, in training, evaluation and prediction alike. So are
     * targets that are values; predictions are in the targets' own units, losses in units of their deviation.
     */
    public Sequential standardized(Samples train) {
        Objects.requireNonNull(train, "train");
        boolean values = train.target() == Target.VALUES;
        return standardized(Standardization.of(train), values ? Standardization.ofTargets(train) : null);
    }

    /**
     * The same by means and deviations that are known.
     *
     * @param features of inputs, or null to take them as they are
     * @param values of targets, or null likewise
     * @throws IllegalArgumentException if they are not as many as the network has inputs, if it has parameters, or outputs
     */
    public Sequential standardized(Standardization features, Standardization values) {
        if (features != null && initialised() && features.width() != features()) {
            throw new IllegalArgumentException(
                    "the network takes " + features() + " inputs, but " + features.width() + " are to be standardised");
        }
        if (values != null && values.width() != classes()) {
            throw new IllegalArgumentException(
                    "the network has " + classes() + " outputs, but " + values.width() + " are to be standardised");
        }
        Sequential out = new Sequential(layers, initializer, loss, features, values);
        out.parameters = parameters;
        out.regularizerState = regularizerState;
        return out;
    }

    /** How inputs are standardised; empty if they are taken as they are. */
    public Optional<Standardization> inputStandardization() {
        return Optional.ofNullable(inputs);
    }

    /** How targets are standardised; empty if they are taken as they are. */
    public Optional<Standardization> targetStandardization() {
        return Optional.ofNullable(targets);
    }

    /** All layers. */
    public List<Layer> layers() {
        return layers;
    }

    /** The dense layers, the output layer last. */
    public List<Dense> dense() {
        return dense;
    }

    /** What training lowers: how far the outputs are from what they should be. */
    public Loss loss() {
        return targets == null ? loss : new StandardizedTargets(loss, targets);
    }

    /** Where weights start. */
    public Initializer initializer() {
        return initializer;
    }

    /** The dropout that follows hidden layer {@code layer}, or the input if {@code layer} is −1; null if there is none. */
    public Dropout dropoutAfter(int layer) {
        int seen = -1;
        for (Layer each : layers) {
            if (each instanceof Dense) {
                seen++;
            } else if (seen == layer) {
                return (Dropout) each;
            }
        }
        return null;
    }

    /** The units of each hidden layer. */
    public int[] hidden() {
        return dense.stream().limit(dense.size() - 1L).mapToInt(Dense::units).toArray();
    }

    /** The number of outputs, which are the classes if it is for classes. */
    public int classes() {
        return dense.getLast().units();
    }

    /** Whether there are parameters: after {@link #initialise}, training, or loading. */
    public boolean initialised() {
        return !parameters.isEmpty();
    }

    /**
     * The number of inputs.
     *
     * @throws IllegalStateException before there are parameters
     */
    public int features() {
        return parameters().getFirst().inputs();
    }

    /**
     * Gives the network fresh parameters for this many inputs.
     *
     * @throws IllegalArgumentException if it standardises another number of inputs
     */
    public void initialise(int features, long seed) {
        if (inputs != null && inputs.width() != features) {
            throw new IllegalArgumentException(
                    "the network standardises " + inputs.width() + " inputs, but is to have " + features);
        }
        List<DenseParameters> fresh = new ArrayList<>();
        int inputs = features;
        for (Dense layer : dense) {
            DenseParameters each = new DenseParameters(inputs, layer);
            each.set(initializer.weights(fresh.size(), inputs, layer.units(), seed), new float[layer.units()]);
            fresh.add(each);
            inputs = layer.units();
        }
        parameters = List.copyOf(fresh);
    }

    /**
     * The same layers with parameters of their own, of the same values.
     *
     * @throws IllegalStateException before there are parameters
     */
    public Sequential copy() {
        List<DenseParameters> copies = new ArrayList<>();
        for (int l = 0; l < dense.size(); l++) {
            DenseParameters copy = new DenseParameters(parameters().get(l).inputs(), dense.get(l));
            copy.copyFrom(parameters().get(l));
            copies.add(copy);
        }
        Sequential out = new Sequential(layers, initializer, loss, inputs, targets);
        out.parameters = List.copyOf(copies);
        regularizerState.forEach((name, values) -> out.regularizerState.put(name, values.clone()));
        return out;
    }

    /**
     * The parameters of the dense layers, live.
     *
     * @throws IllegalStateException before there are parameters
     */
    public List<DenseParameters> parameters() {
        if (parameters.isEmpty()) {
            throw new IllegalStateException("the network has no parameters yet: train it, load it, or call initialise");
        }
        return parameters;
    }

    /**
     * Checks that something can be computed with the parameters.
     *
     * @throws IllegalStateException before there are parameters
     * @throws IllegalArgumentException if they are not all finite numbers
     */
    public void requireFinite() {
        if (!parameters().stream().allMatch(DenseParameters::isFinite)) {
            throw new IllegalArgumentException("the network has weights that are not finite, as its training diverged;"
                    + " train it again with a lower learning rate");
        }
    }

    /** What regularizers kept and learned in training, by name, live; inference has no use for it. */
    public SortedMap<String, float[]> regularizerState() {
        return regularizerState;
    }

    /**
     * The outputs for all samples, row-major [samples][classes], computed on the calling thread.
     *
     * @throws IllegalArgumentException if the samples have another number of features than the network has inputs
     */
    public float[] logits(Samples samples) {
        Inference inference = new Inference(KernelChoice.choose("auto"), this, Math.clamp(samples.size(), 1, 256));
        float[] out = new float[Math.multiplyExact(samples.size(), classes())];
        inference.run(samples, 0, samples.size(), out);
        return out;
    }
}
