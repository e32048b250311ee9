package dev.lanewise.random;

import java.util.SplittableRandom;

/**
 * The streams of random numbers that a run uses: all follow from its seed, each has an address of its own, so none of them
 * changes what another gives. With h(x) = {@link SplitMix#hash}, the key of a stream, from which its numbers are those of {@code
 * new SplittableRandom(key)}, is
 *
 * <pre>
 * h(h(h(seed) + layer) + step)    noise of a hidden layer, 0, 1, …, or of the input, −1; hashed once more, h(… + place), for
 *                                 the regularizer at place 1, 2, … among those of the layer
 * h(h(h(seed) − 6) + step)       noise of a batch's samples, hashed once more for the regularizer at place 1, 2, … as above; row
 *                                 −1, 0, 1, … then has the key h(… + row)
 * h(h(h(seed) − 2) + epoch)       the order of samples
 * h(h(h(seed) − 3) + layer)       initial weights of a dense layer
 * h(h(h(seed) − 4) + class)       which samples of a class are held out
 * h(h(h(seed) − 5) + 0)           which labels are random, and what they are
 * h(h(h(h(h(seed) − 7) + layer) + step) + number)    noise for the weights of a dense layer at a step, or before the first (−1),
 *                                 for the regularizer with this number among all of the run, 0, 1, …
 * h(h(h(h(seed) − 8) + step) + number)    noise for the targets of a step, likewise
 * </pre>
 *
 * <p>Users are promised these addresses: another one gives other weights for the same seed.
 */
public final class Streams {
    /** Stands for the input where hidden layers are 0, 1, …. */
    public static final int INPUT = -1;

    /** Stands for a batch's samples, before they are the input. */
    public static final int BATCH = -6;

    private static final int ORDER = -2;
    private static final int INITIAL_WEIGHTS = -3;
    private static final int HOLD_OUT = -4;
    private static final int LABELS = -5;
    private static final int WEIGHTS = -7;
    private static final int TARGETS = -8;

    private Streams() {}

    private static long key(long seed, int stream, long position) {
        return SplitMix.hash(SplitMix.hash(SplitMix.hash(seed) + stream) + position);
    }

    /**
     * The key of a regularizer's noise at a step, of which element {@code row * width + unit} takes its {@link SplitMix#bits}.
     *
     * @param layer the hidden layer 0, 1, …, {@link #INPUT} or {@link #BATCH}
     * @param step 0, 1, …, counted over the whole run
     * @param place of the regularizer among those of the layer, 0, 1, …
     */
    public static long noise(long seed, int layer, long step, int place) {
        long first = key(seed, layer, step);
        return place == 0 ? first : SplitMix.hash(first + place);
    }

    /** The key of a row's numbers, of which the n-th takes its {@link SplitMix#bits}. */
    public static long row(long noise, int row) {
        return SplitMix.hash(noise + row);
    }

    /**
     * The key of the noise for the weights of a dense layer.
     *
     * @param step 0, 1, …, or −1 before the first
     * @param number of the regularizer among all of the run, 0, 1, …
     */
    public static long weightNoise(long seed, int layer, long step, int number) {
        return SplitMix.hash(SplitMix.hash(key(seed, WEIGHTS, layer) + step) + number);
    }

    /** The key of the noise for the targets of a step, for the regularizer with this number among all of the run. */
    public static long targetNoise(long seed, long step, int number) {
        return SplitMix.hash(key(seed, TARGETS, step) + number);
    }

    /** What shuffles the samples for epoch {@code epoch} = 0, 1, …. */
    public static SplittableRandom order(long seed, int epoch) {
        return new SplittableRandom(key(seed, ORDER, epoch));
    }

    /** What the weights of dense layer {@code layer} = 0, 1, … start from. */
    public static SplittableRandom initialWeights(long seed, int layer) {
        return new SplittableRandom(key(seed, INITIAL_WEIGHTS, layer));
    }

    /** What chooses the samples of class {@code label} = 0, 1, … that are held out. */
    public static SplittableRandom holdOut(long seed, int label) {
        return new SplittableRandom(key(seed, HOLD_OUT, label));
    }

    /** What makes labels random. */
    public static SplittableRandom labels(long seed) {
        return new SplittableRandom(key(seed, LABELS, 0));
    }
}
