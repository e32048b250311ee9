package dev.lanewise.train;

/**
 * When training ends before its last epoch: once the loss on the validation set has not fallen for some epochs. The network is then
 * left with the weights of its best epoch, as it is when all epochs are done.
 *
 * @param patience after how many epochs without a gain training ends, at least 1
 * @param leastGain by how much the loss must fall below the best so far to count, at least 0
 */
public record EarlyStopping(int patience, double leastGain) {
    /** Checks the numbers. */
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException(
                    "early stopping needs a patience of at least 1 epoch, but it is " + patience);
        }
        if (!(leastGain >= 0 && leastGain < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the least gain of early stopping must be 0 or more, but is " + leastGain);
        }
    }

    /** Whether a loss is better than the best so far. */
    boolean isGain(double loss, double best) {
        return loss < best - leastGain;
    }

    /**
     * The best of some epochs.
     *
     * @param losses on the validation set, epoch after epoch
     * @return its index
     */
    public int best(double... losses) {
        int best = 0;
        for (int i = 1; i < losses.length; i++) {
            if (isGain(losses[i], losses[best])) {
                best = i;
            }
        }
        return best;
    }
}
