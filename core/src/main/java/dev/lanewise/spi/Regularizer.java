package dev.lanewise.spi;

/**
 * What a {@link RegularizerProvider} makes: an object that implements one or more of the hooks {@link BatchRegularizer},
 * {@link InputRegularizer}, {@link ActivationRegularizer} (or {@link MultiplicativeRegularizer}, or {@link LearnedRegularizer}),
 * {@link ActivationPenalty}, {@link TargetRegularizer}, {@link WeightPenalty}, {@link GradientRegularizer}, {@link WeightDecay}, {@link WeightConstraint} and {@link
 * MatrixRegularizer}.
 *
 * <p>Hooks are called from several threads at once, each with a block of its own. A hook must depend on nothing but its own
 * (immutable) arguments and its block, with what the engine keeps for it: that alone keeps the promise that the same seed gives the
 * same bits.
 *
 * <p>A hook must not keep the arrays of its block. The engine lends them again, to other hooks and for other blocks, so what is written
 * to them after the call ends up in somebody else's numbers, or nowhere. Neither the engine nor the test kit is sure to notice.
 */
public interface Regularizer {}
