package dev.lanewise.train;

import dev.lanewise.spi.Step;

/** Where training stands; changed between steps only. */
final class StepState implements Step {
    long number;
    int epoch;
    int epochs;
    float learningRate;
    int batchSize;

    /** Something has looked at the number of epochs, so the result depends on it. */
    boolean epochsMatter;

    @Override
    public long number() {
        return number;
    }

    @Override
    public int epoch() {
        return epoch;
    }

    @Override
    public int epochs() {
        if (!epochsMatter) { // written once, as workers share the cache line
            epochsMatter = true;
        }
        return epochs;
    }

    @Override
    public float learningRate() {
        return learningRate;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }
}
