package dev.lanewise.step;

import dev.lanewise.spi.Step;

/** Where training stands; changed between steps only. */
public final class StepState implements Step {
    public long number;
    public int epoch;
    public int epochs;
    public float learningRate;
    public int batchSize;

    /** Something has looked at the number of epochs, so the result depends on it. */
    public boolean epochsMatter;

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
