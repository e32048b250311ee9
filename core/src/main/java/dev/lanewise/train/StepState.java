package dev.lanewise.train;

import dev.lanewise.spi.Step;

/** Where training stands; changed between steps only. */
final class StepState implements Step {
    long number;
    int epoch;
    int epochs;
    float learningRate;
    int batchSize;

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
