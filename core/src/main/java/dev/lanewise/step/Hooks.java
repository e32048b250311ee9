package dev.lanewise.step;

import dev.lanewise.data.Samples;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Loss;
import dev.lanewise.nn.Sequential;
import dev.lanewise.random.Streams;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.SpecException;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The regularizers of a run, sorted by where they act. A step goes: batch, input, activations of hidden layer 0, 1, …, targets, then
 * back through the activations and their penalties; whole matrices; then for each weight penalties, changes of gradients, decay, the
 * optimizer's update; learned numbers; whole matrices again, and constraints. Within a place regularizers act in the order given,
 * backward in the opposite order.
 */
public final class Hooks {
    private static final List<Class<? extends Regularizer>> HOOKS = List.of(
            BatchRegularizer.class,
            ActivationRegularizer.class,
            ActivationPenalty.class,
            InputRegularizer.class,
            TargetRegularizer.class,
            WeightPenalty.class,
            GradientRegularizer.class,
            WeightDecay.class,
            WeightConstraint.class,
            MatrixRegularizer.class);

    /** The same, and what hooks of activations may be besides. */
    private static final List<Class<? extends Regularizer>> KINDS = Stream.concat(
                    HOOKS.stream(), Stream.of(MultiplicativeRegularizer.class, LearnedRegularizer.class))
            .toList();

    private final StepState step;
    private final List<Hook<BatchRegularizer>> batch;
    private final List<Hook<InputRegularizer>> input;
    private final List<LayerHooks> layers = new ArrayList<>();
    private final List<Hook<TargetRegularizer>> target;
    private final List<Hook<WeightPenalty>> penalty;
    private final List<Hook<GradientRegularizer>> gradient;
    private final List<Hook<WeightDecay>> decay;
    private final List<Hook<WeightConstraint>> constraint;
    private final List<Hook<MatrixRegularizer>> matrix;

    /**
     * Those written into the network as layers come before those given to the trainer.
     *
     * @param step tells the epoch to those that change over the run
     * @throws RegularizerException if one has no hook at all
     * @throws SpecException if one changes the targets of classes where there are none
     */
    public Hooks(Sequential net, List<NamedRegularizer> given, StepState step) {
        this.step = step;
        for (NamedRegularizer each : given) {
            checkHooks(each);
        }
        batch = select(given, BatchRegularizer.class);
        input = select(given, InputRegularizer.class);
        Dropout onInput = net.dropoutAfter(Streams.INPUT);
        if (onInput != null && onInput.p() > 0) {
            input.addFirst(new Hook<>(NamedRegularizer.of(onInput), 0, onInput::multiply));
        }
        for (int l = 0; l < net.dense().size() - 1; l++) {
            layers.add(onLayer(l, net, given));
        }
        target = select(given, TargetRegularizer.class);
        checkTargets(net);
        penalty = select(given, WeightPenalty.class);
        gradient = select(given, GradientRegularizer.class);
        decay = select(given, WeightDecay.class);
        constraint = select(given, WeightConstraint.class);
        matrix = select(given, MatrixRegularizer.class);
    }

    /** Regularizers of targets know distributions over classes. */
    private void checkTargets(Sequential net) {
        Loss.Predicts predicts = net.loss().predicts();
        if (!target.isEmpty() && predicts != Loss.Predicts.CLASSES) {
            throw new SpecException("regularizer '" + target.getFirst().owner().name()
                    + "' changes the targets of classes, but the loss " + net.loss() + " is for "
                    + predicts.name().toLowerCase(Locale.ROOT) + "; leave it out");
        }
    }

    /**
     * Checks that regularizers can work on these samples.
     *
     * @throws SpecException if one needs images, but there are none
     */
    void check(Samples train) {
        for (Hook<BatchRegularizer> each : batch) {
            if (train.imageWidth() == 0 && each.any(BatchRegularizer::needsImages, Streams.INPUT, step)) {
                throw new SpecException("regularizer '"
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

    private LayerHooks onLayer(int layer, Sequential net, List<NamedRegularizer> given) {
        List<Hook<ActivationRegularizer>> changing = select(given, ActivationRegularizer.class);
        Dropout own = net.dropoutAfter(layer);
        if (own != null) {
            changing.addFirst(new Hook<>(NamedRegularizer.of(own), 0, own));
        }
        int width = net.dense().get(layer).units();
        return LayerHooks.of(layer, width, changing, select(given, ActivationPenalty.class));
    }

    private <T extends Regularizer> List<Hook<T>> select(List<NamedRegularizer> from, Class<T> type) {
        List<Hook<T>> out = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            NamedRegularizer each = from.get(i);
            if (type.isInstance(each.regularizer())) {
                out.add(new Hook<>(each, i, byEpoch(each, type), step));
            }
        }
        return out;
    }

    private <T extends Regularizer> List<T> byEpoch(NamedRegularizer from, Class<T> type) {
        List<T> out = new ArrayList<>();
        for (Regularizer each : from.over(step.epochs)) {
            requireSameHooks(from, each);
            out.add(type.cast(each));
        }
        return out;
    }

    /** What a regularizer is decides, before the first step, what is kept for it and where it acts. */
    private static void requireSameHooks(NamedRegularizer from, Regularizer inAnotherEpoch) {
        for (Class<?> type : KINDS) {
            if (type.isInstance(from.regularizer()) != type.isInstance(inAnotherEpoch)) {
                throw new RegularizerException(
                        "regularizer '" + from.name() + "' (" + from.origin() + ") is no " + type.getSimpleName()
                                + " for some of the numbers of '" + from.spec()
                                + "'; give it numbers that do not change",
                        null);
            }
        }
    }

    List<Hook<BatchRegularizer>> batch() {
        return batch;
    }

    List<Hook<InputRegularizer>> input() {
        return input;
    }

    List<ActivationHook> activation(int layer) {
        return layers.get(layer).activation();
    }

    List<PenaltyHook> activationPenalty(int layer) {
        return layers.get(layer).penalties();
    }

    /** The sums of a hidden layer's activations, or null if no penalty needs them. */
    BatchSums sums(int layer) {
        return layers.get(layer).sums();
    }

    LayerState.Regularized regularized(int layer) {
        return layers.get(layer).regularized();
    }

    /** The numbers that regularizers learn, layer by layer. */
    List<LearnedNumbers> learned() {
        return layers.stream()
                .flatMap(each -> each.activation().stream())
                .map(ActivationHook::learned)
                .filter(Objects::nonNull)
                .toList();
    }

    List<Hook<TargetRegularizer>> target() {
        return target;
    }

    List<Hook<WeightPenalty>> penalty() {
        return penalty;
    }

    List<Hook<GradientRegularizer>> gradient() {
        return gradient;
    }

    List<Hook<WeightConstraint>> constraint() {
        return constraint;
    }

    List<Hook<MatrixRegularizer>> matrix() {
        return matrix;
    }

    /** Whether gradients may be changed on their way to the optimizer. */
    boolean changeGradients() {
        return !penalty.isEmpty() || !gradient.isEmpty() || !matrix.isEmpty();
    }

    /** Whether weights may be changed after their update. */
    boolean changeWeights() {
        return !constraint.isEmpty() || !matrix.isEmpty();
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
