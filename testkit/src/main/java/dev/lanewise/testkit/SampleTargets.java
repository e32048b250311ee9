package dev.lanewise.testkit;

import dev.lanewise.random.Streams;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;

/** Some rows of targets for a test. */
public final class SampleTargets implements TargetBlock {
    private final int firstRow;
    private final int rows;
    private final int classes;
    private final Step step;
    private final Guarded targets;

    SampleTargets(int firstRow, int rows, int classes, Step step, float[] targets) {
        this.firstRow = firstRow;
        this.rows = rows;
        this.classes = classes;
        this.step = step;
        this.targets = new Guarded(targets);
    }

    /** One-hot rows for these labels. */
    public static SampleTargets of(int classes, int... labels) {
        float[] targets = new float[labels.length * classes];
        for (int r = 0; r < labels.length; r++) {
            targets[r * classes + labels[r]] = 1;
        }
        return new SampleTargets(0, labels.length, classes, SampleStep.of(labels.length), targets);
    }

    /** A copy of the targets as they are now. */
    public float[] result() {
        return targets.values();
    }

    @Override
    public int firstRow() {
        return firstRow;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Noise noise() {
        return new SampleNoise(Streams.targetNoise(SampleActivations.SEED, step.number(), 0));
    }

    @Override
    public float[] targets() {
        return targets.array();
    }
}
