package dev.lanewise.step;

import dev.lanewise.data.Samples;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.random.Streams;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.ArrayList;
import java.util.List;

/**
 * The regularizers of a run, sorted by where they act. A step goes: batch, input, activations of hidden layer 0, 1, …, targets, then
 * back through the activations, then for each weight penalties, decay, the optimizer's update, and constraints. Within a place
 * regularizers act in the order given, backward in the opposite order.
 */
public final class Hooks {
    private static final List<Class<? extends Regularizer>> HOOKS = List.of(
            BatchRegularizer.class,
            ActivationRegularizer.class,
            InputRegularizer.class,
            TargetRegularizer.class,
            WeightPenalty.class,
            WeightDecay.class,
            WeightConstraint.class);

    private final List<Hook<BatchRegularizer>> batch;
    private final List<Hook<InputRegularizer>> input;
    private final List<List<ActivationHook>> activation = new ArrayList<>();
    private final List<Hook<TargetRegularizer>> target;
    private final List<Hook<WeightPenalty>> penalty;
    private final List<Hook<WeightDecay>> decay;
    private final List<Hook<WeightConstraint>> constraint;

    /**
     * Those written into the network as layers come before those given to the trainer.
     *
     * @throws RegularizerException if one has no hook at all
     * @throws IllegalArgumentException if one changes the targets of classes where there are none
     */
    public Hooks(Sequential net, List<NamedRegularizer> given) {
        for (NamedRegularizer each : given) {
            checkHooks(each);
        }
        batch = select(given, BatchRegularizer.class);
        input = select(given, InputRegularizer.class);
        Dropout onInput = net.dropoutAfter(Streams.INPUT);
        if (onInput != null && onInput.p() > 0) {
            input.addFirst(new Hook<>(NamedRegularizer.of(onInput), onInput::multiply));
        }
        for (int l = 0; l < net.dense().size() - 1; l++) {
            activation.add(onLayer(l, net.dropoutAfter(l), given));
        }
        target = select(given, TargetRegularizer.class);
        checkTargets(net);
        penalty = select(given, WeightPenalty.class);
        decay = select(given, WeightDecay.class);
        constraint = select(given, WeightConstraint.class);
    }

    /** Regularizers of targets know distributions over classes. */
    private void checkTargets(Sequential net) {
        if (!target.isEmpty() && net.loss().predicts() == Loss.Predicts.VALUES) {
            throw new IllegalArgumentException(
                    "regularizer '" + target.getFirst().owner().name()
                            + "' changes the targets of classes, but the loss " + net.loss()
                            + " is for values; leave it out");
        }
    }

    /**
     * Checks that regularizers can work on these samples.
     *
     * @throws IllegalArgumentException if one needs images, but there are none
     */
    void check(Samples train) {
        for (Hook<BatchRegularizer> each : batch) {
            if (train.imageWidth() == 0 && each.entered().needsImages()) {
                throw new IllegalArgumentException("regularizer '"
                        + each.owner().name()
                        + "' needs images, but the " + train.samplesName() + " of the data are " + train.featuresName()
                        + " without height and width; leave it out");
            }
        }
    }

    private static void checkHooks(NamedRegularizer each) {
        for (Class<?> type : HOOKS) {
            if (type.isInstance(each.regularizer())) {
                return;
            }
        }
        throw new RegularizerException(
                "regularizer '" + each.name() + "' (" + each.origin()
                        + ") implements no hook of dev.lanewise.spi, such as "
                        + "ActivationRegularizer; report it to the regularizer's author, or train without it",
                null);
    }

    private static List<ActivationHook> onLayer(int layer, Dropout own, List<NamedRegularizer> given) {
        List<NamedRegularizer> all = new ArrayList<>(given);
        if (own != null) {
            all.addFirst(NamedRegularizer.of(own));
        }
        List<ActivationHook> out = new ArrayList<>();
        for (Hook<ActivationRegularizer> each : select(all, ActivationRegularizer.class)) {
            if (applies(each, layer)) {
                out.add(ActivationHook.of(each, out.size()));
            }
        }
        return out;
    }

    private static boolean applies(Hook<ActivationRegularizer> each, int layer) {
        try {
            return each.entered().appliesTo(layer);
        } catch (Throwable e) {
            throw new RegularizerException(each.owner(), "threw " + e, layer, 0, e);
        }
    }

    private static <T extends Regularizer> List<Hook<T>> select(List<NamedRegularizer> from, Class<T> type) {
        List<Hook<T>> out = new ArrayList<>();
        for (NamedRegularizer each : from) {
            if (type.isInstance(each.regularizer())) {
                out.add(new Hook<>(each, type.cast(each.regularizer())));
            }
        }
        return out;
    }

    List<Hook<BatchRegularizer>> batch() {
        return batch;
    }

    List<Hook<InputRegularizer>> input() {
        return input;
    }

    List<ActivationHook> activation(int layer) {
        return activation.get(layer);
    }

    LayerState.Regularized regularized(int layer) {
        List<ActivationHook> all = activation.get(layer);
        if (all.isEmpty()) {
            return LayerState.Regularized.NOT;
        }
        boolean factors = all.stream().allMatch(ActivationHook::multiplies);
        return factors ? LayerState.Regularized.BY_FACTORS : LayerState.Regularized.ANYHOW;
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
            float factor;
            try {
                boolean applies = !bias || each.entered().appliesToBiases();
                factor = applies ? each.entered().shrink(layer, step) : 1;
            } catch (Throwable e) {
                throw each.failed(e, layer, step);
            }
            if (!Float.isFinite(factor)) {
                throw each.failed("gave the shrink factor " + factor, layer, step);
            }
            product *= factor;
        }
        return product;
    }
}
