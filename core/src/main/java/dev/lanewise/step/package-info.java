/**
 * One step of training, fused: each number is made, regularized and used while it is in a cache. No gradient of a weight is ever
 * stored, and no mask of the built-in dropout.
 *
 * <p>{@link dev.lanewise.step.TrainingSteps} takes one step after the other. {@link dev.lanewise.step.FusedStep} does one, as
 * phases: all workers do the tasks of a phase, in any order, and wait for each other before the next. For a network of layers 0,
 * 1, 2 (the output layer), these are
 *
 * <pre>
 *  phase        a task is                   and does
 *
 *  gather       Band: rows of the batch     GatherPass     Samples.gather → batch
 *    │                                                     batch hooks (BatchView)
 *    │                                                     input hooks (ForwardView)
 *    ▼
 *  forward 0    Stripe: rows of panels      ForwardPass    Products.forward: batch · W0 + b0 → output 0
 *    │                                                     Activation.forward; LayerState keeps what its derivative needs
 *    ▼                                                     activation hooks (ForwardView)
 *  normalise 0  Band                        LayerNormPass  if the layer is normalised, what follows the product comes here: rows
 *    │                                                     are normalised whole, then as above
 *    ▼
 *  forward 1    Stripe                      ForwardPass    the same with output 0 · W1 + b1 → output 1
 *    │
 *    ▼
 *  output       Stripe of all panels        OutputPass     ForwardPass: output 1 · W2 + b2 → output 2
 *    │                                                     Samples.targets, batch hooks, target hooks (TargetView)
 *    │                                                     Loss.Rows.gradient: output 2 → gradient 2, in place
 *    │                                                     BackwardPass of the same rows: gradient 2 · W2ᵀ → gradient 1
 *    ▼
 *  backward 0   Stripe                      BackwardPass   Products.backward: gradient 1 · W1ᵀ → gradient 0
 *    │                                                     activation hooks, the last first, then penalties (BackwardView)
 *    ▼                                                     Activation.backward
 *  normalise 0  Band                        LayerNormPass  if the layer is normalised, back through that; after each backward
 *    │
 *    ▼
 *  matrices     layer                       WeightMatrices hooks before the update (MatrixView), if there are any
 *    │
 *    ▼
 *  update 0…2   Part: some tiles of W       WeightUpdates  gradient half: WeightGradients, Products: inputᵀ · gradient
 *    │                                                     apply half: penalties (WeightView), decay, Optimizer.update
 *    │                                                     the tile of Wᵀ for the next backward
 *    │                                                     biases, gamma and beta likewise
 *    ▼
 *  learn        LearnedNumbers              WeightUpdates  the numbers of regularizers, if any learn some
 *    │
 *    ▼
 *  matrices     layer                       WeightMatrices hooks after the update (MatrixView), if there are any
 *    │
 *    ▼
 *  constrain    Part: a panel of W          WeightUpdates  constraints (WeightView), if there are any; Wᵀ
 * </pre>
 *
 * <p>A Stripe has as many panels as the kernels like to compute at a time. Its product is computed as a whole; all that follows is
 * done to one Tile after the other, the rows of one panel, while that is in the first-level cache.
 *
 * <p>Where most of an operand is zero, {@link dev.lanewise.step.Sparsity} decides that a phase of its own lists the other elements
 * as soon as the operand is complete, and that the product takes these lists. Products is the one place that knows both ways; nothing
 * that happens to a tile afterwards differs, nor does a bit.
 *
 * <p>A large batch goes from gather to backward one slab of rows after the other. If the loss is not finite, the phases that
 * change parameters are left out. {@link dev.lanewise.step.Phases} cuts batches into tasks, {@link
 * dev.lanewise.step.WeightParts} weights; a worker has the same panels in every step, so that of the weights little goes from one
 * processor's cache to another's. Each output has one order of summation, so it does not matter who does which.
 */
package dev.lanewise.step;
