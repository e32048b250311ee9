package dev.lanewise.optim;

/**
 * A run of parameters, and what the optimizer remembers of each.
 *
 * @param parameters all of a layer, live
 * @param memory the optimizer's {@link Optimizer#slots} numbers, in the layout of {@code parameters}, live
 * @param offset where the run starts
 * @param length a multiple of 32
 */
public record Slice(float[] parameters, float[][] memory, int offset, int length) {}
