package dev.lanewise.step;

import dev.lanewise.spi.EpochFigures;
import dev.lanewise.spi.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where training stands; changed between steps only. */
public final class StepState implements Step {
    public long number;
    public int epoch;
    public int epochs;
    public float learningRate;
    public int batchSize;

    /** What the epochs done so far gave. */
    public final List<EpochFigures> done = new ArrayList<>();

    private final List<EpochFigures> history = Collections.unmodifiableList(done);

    /** Whether something has looked at what epochs gave, so that the result depends on the validation set. */
    public boolean historyMatters;

    /** Whether something has looked at the number of epochs, so that the result depends on it. */
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

    @Override
    public List<EpochFigures> history() {
        if (!historyMatters) { // written once, as workers share the cache line
            historyMatters = true;
        }
        return history;
    }
}
