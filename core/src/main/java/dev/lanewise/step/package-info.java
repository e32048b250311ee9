/**
 * One step of training, fused: each number is made, regularized and used while it is in a cache, and no mask, no gradient of a
 * weight and no copy of the batch's products is ever stored.
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
 *  forward 0    Tile: rows of a panel       ForwardPass    Products.forward: batch · W0 + b0 → output 0
 *    │                                                     Activation.forward; LayerState keeps what its derivative needs
 *    ▼                                                     activation hooks (ForwardView)
 *  normalise 0  Band                        LayerNormPass  if the layer is normalised, what follows the product comes here: rows
 *    │                                                     are normalised whole, then as above
 *    ▼
 *  forward 1    Tile                        ForwardPass    the same with output 0 · W1 + b1 → output 1
 *    │
 *    ▼
 *  output       Band                        OutputPass     ForwardPass of the band's tiles: output 1 · W2 + b2 → output 2
 *    │                                                     Samples.targets, batch hooks, target hooks (TargetView)
 *    │                                                     Loss.Rows.gradient: output 2 → gradient 2, in place
 *    │                                                     BackwardPass of the band's tiles: gradient 2 · W2ᵀ → gradient 1
 *    ▼
 *  backward 0   Tile                        BackwardPass   Products.backward: gradient 1 · W1ᵀ → gradient 0
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
 * <p>Where most of an operand is zero, {@link dev.lanewise.step.Sparsity} decides that a phase of its own lists what is not, as
 * soon as the operand is complete, and the product then takes the lists and computes a Stripe, some panels at a time, in place of
 * a Tile. Products is the one place that knows of both; nothing that happens to a tile afterwards differs, nor does a bit.
 *
 * <p>Of a large batch, gather to backward are done for one slab of rows after the other. If the loss is not finite, the phases
 * that change parameters do not happen. {@link dev.lanewise.step.Phases} cuts batches into tasks, {@link
 * dev.lanewise.step.WeightParts} weights; a worker has the same panels in every step, so that of the weights little goes from one
 * processor's cache to another's. Each output has one order of summation, so it does not matter who does which.
 */
package dev.lanewise.step;
