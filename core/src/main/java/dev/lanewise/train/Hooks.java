package dev.lanewise.train;

import dev.lanewise.kernel.Stream;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The regularizers of a run, sorted by where they act. Within a place they act in the order given. */
final class Hooks {
    /** Stands for the input where hidden layers are 0, 1, …. */
    static final int INPUT = -1;

    /** A regularizer as one of its hooks. */
    record Hook<T>(NamedRegularizer owner, T hook) {}

    private final List<Hook<InputRegularizer>> input;
    private final List<List<Hook<ActivationRegularizer>>> activation = new ArrayList<>();
    private final List<Hook<TargetRegularizer>> target;
    private final List<Hook<WeightPenalty>> penalty;
    private final List<Hook<WeightDecay>> decay;
    private final List<Hook<WeightConstraint>> constraint;

    /** Those written into the network as layers come before those given to the trainer. */
    Hooks(Sequential net, List<NamedRegularizer> given) {
        input = select(with(net.dropoutAfter(INPUT), given), InputRegularizer.class, hook -> true);
        for (int l = 0; l < net.dense().size() - 1; l++) {
            int layer = l;
            activation.add(select(
                    with(net.dropoutAfter(l), given), ActivationRegularizer.class, hook -> hook.appliesTo(layer)));
        }
        target = select(given, TargetRegularizer.class, hook -> true);
        penalty = select(given, WeightPenalty.class, hook -> true);
        decay = select(given, WeightDecay.class, hook -> true);
        constraint = select(given, WeightConstraint.class, hook -> true);
    }

    private static List<NamedRegularizer> with(Dropout layer, List<NamedRegularizer> given) {
        List<NamedRegularizer> all = new ArrayList<>();
        if (layer != null && layer.p() > 0) {
            all.add(NamedRegularizer.of(layer));
        }
        all.addAll(given);
        return all;
    }

    private static <T extends Regularizer> List<Hook<T>> select(
            List<NamedRegularizer> from, Class<T> type, Predicate<T> wanted) {
        List<Hook<T>> out = new ArrayList<>();
        for (NamedRegularizer each : from) {
            if (type.isInstance(each.regularizer()) && wanted.test(type.cast(each.regularizer()))) {
                out.add(new Hook<>(each, type.cast(each.regularizer())));
            }
        }
        return List.copyOf(out);
    }

    /**
     * The key of the noise of the {@code place}-th regularizer of a layer at a step: h(h(h(seed) + layer) + step), hashed once
     * more with its place if it is not the first.
     */
    static long noiseKey(long seed, int layer, long step, int place) {
        long key = Stream.hash(Stream.hash(Stream.hash(seed) + layer) + step);
        return place == 0 ? key : Stream.hash(key + place);
    }

    List<Hook<InputRegularizer>> input() {
        return input;
    }

    List<Hook<ActivationRegularizer>> activation(int layer) {
        return activation.get(layer);
    }

    /** Whether the activations before regularization must be kept for the backward pass. */
    boolean needsInputs(int layer) {
        for (Hook<ActivationRegularizer> each : activation.get(layer)) {
            if (!each.hook().multiplicative()) {
                return true;
            }
        }
        return false;
    }

    List<Hook<TargetRegularizer>> target() {
        return target;
    }

    List<Hook<WeightPenalty>> penalty() {
        return penalty;
    }

    List<Hook<WeightConstraint>> constraint() {
        return constraint;
    }

    /** The product of all decays' factors for the weights, or the biases, of a dense layer. */
    float shrink(int layer, boolean bias, Step step) {
        float product = 1;
        for (int i = 0; i < decay.size(); i++) {
            Hook<WeightDecay> each = decay.get(i);
            if (bias && !each.hook().appliesToBiases()) {
                continue;
            }
            float factor;
            try {
                factor = each.hook().shrink(layer, step);
            } catch (RuntimeException | LinkageError e) {
                throw new RegularizerException(each.owner(), "threw " + e, layer, step.number(), e);
            }
            if (!Float.isFinite(factor)) {
                throw new RegularizerException(
                        each.owner(), "gave the shrink factor " + factor, layer, step.number(), null);
            }
            product *= factor;
        }
        return product;
    }
}
