package dev.lanewise.spi;

/**
 * What a {@link RegularizerProvider} makes: an object that implements one or more of the hooks {@link BatchRegularizer}, {@link ActivationRegularizer} (or
 * {@link MultiplicativeRegularizer}), {@link InputRegularizer}, {@link WeightDecay}, {@link WeightPenalty}, {@link WeightConstraint} and {@link
 * TargetRegularizer}.
 *
 * <p>Hooks are called from several threads at once, each with a block of its own. A hook must depend on nothing but its own
 * (immutable) arguments and its block: that alone keeps the promise that the same seed gives the same bits.
 */
public interface Regularizer {}
