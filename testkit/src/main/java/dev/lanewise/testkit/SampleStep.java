package dev.lanewise.testkit;

import dev.lanewise.spi.Step;

/** A moment in training. */
public record SampleStep(long number, int epoch, int epochs, float learningRate, int batchSize) implements Step {
    /** Somewhere in the second of ten epochs. */
    public static SampleStep of(int batchSize) {
        return new SampleStep(5, 1, 10, 0.1f, batchSize);
    }
}
