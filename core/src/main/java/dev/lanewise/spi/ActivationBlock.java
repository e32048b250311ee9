package dev.lanewise.spi;

/**
 * A block of a batch's activations (or of their gradients, or of the inputs), row-major and dense: element {@code i} of every
 * array here belongs to sample {@code firstRow() + i / columns()} of the batch and to unit {@code firstUnit() + i % columns()}
 * of the layer. Blocks are a few thousand elements, small enough for the first-level cache; how a layer is cut into blocks is
 * the engine's business and differs between machines, so a hook must treat every element alike.
 *
 * <p>The arrays belong to the engine, are valid during the call only and may be longer than {@link #length()}.
 */
public interface ActivationBlock {
    /** The hidden layer, 0, 1, …; −1 for the input. */
    int layer();

    /** The number of units of the whole layer. */
    int width();

    /** The sample, within the batch, of the block's first row. */
    int firstRow();

    /** The unit of the block's first column. */
    int firstUnit();

    /** The number of samples in this block. */
    int rows();

    /** The number of units in this block. */
    int columns();

    /** {@code rows() * columns()}. */
    default int length() {
        return rows() * columns();
    }

    /** Where training stands. */
    Step step();

    /**
     * Activations in a forward call, gradients in a backward call or for an {@link ActivationPenalty}, or ones in place of either
     * for a {@link MultiplicativeRegularizer}; read and written in place.
     */
    float[] values();

    /**
     * In a backward call, what the forward call was given; for an {@link ActivationPenalty}, the activations. Read only.
     *
     * @throws IllegalStateException in a forward call, or for a {@link MultiplicativeRegularizer}
     */
    float[] inputs();

    /**
     * The sums of the activations over all samples of the batch, in row order, one for each of the block's columns; read only.
     *
     * @throws IllegalStateException unless it is for an {@link ActivationPenalty} that {@linkplain ActivationPenalty#needsSums
     *     needs sums}
     */
    float[] sums();

    /**
     * The numbers that are learned for this layer, as many as {@link LearnedRegularizer#initial} gave; read only.
     *
     * @throws IllegalStateException if it is not for a {@link LearnedRegularizer}
     */
    float[] learned();

    /**
     * For each element the derivative of the loss by its layer's or its unit's {@link #learned} number, to be written; zero at
     * first.
     *
     * @throws IllegalStateException unless in the backward call of a {@link LearnedRegularizer}
     */
    float[] learnedGradients();

    /**
     * 32 random bits for each element, the same in the forward and the backward call of a step. They depend on the seed, the
     * layer, the step, the sample's row, the unit and the regularizer's place among those of the layer, and on nothing else. Do
     * not branch on them in a loop: see {@link #mask}.
     */
    int[] bits();

    /** The same random numbers by address: {@code bits()} are those of the addresses {@code row * width() + unit}. */
    Noise noise();

    /**
     * A standard normal number for each element, made from {@link #bits()} by the inverse of the normal distribution, right to
     * six digits; the same bits on every machine.
     */
    float[] normals();

    /**
     * For each element 0 with probability {@code p}, else 1: 0 where its {@link #bits()}, read as unsigned, are less than {@code
     * round(p * 2^32)}. To choose at random, multiply by it: that is many times faster than a loop of one's own that asks {@code
     * if} of random bits, as the processor guesses half of those wrong. Read only; a call with another {@code p} overwrites what
     * the one before returned.
     *
     * @param p 0…1
     */
    float[] mask(double p);

    /**
     * Inverted dropout, at the speed of the machine: each of {@link #values()} is dropped (set to zero) if its {@link #bits()},
     * read as unsigned, are less than {@code round(p * 2^32)}, else multiplied by {@code 1 / (1 - p)}. In a backward call it
     * does the same to the gradients. {@code p = 0} changes nothing, {@code p = 1} gives zeros.
     *
     * @param p the probability to drop, 0…1
     */
    void dropout(double p);
}
