package dev.lanewise.spi;

import java.util.List;

/** Where training stands, so that a hook can schedule what it does. */
public interface Step {
    /** The update being computed, 0, 1, …, counted over the whole run (a resumed run goes on counting). */
    long number();

    /** The epoch, 0, 1, …. */
    int epoch();

    /** How many epochs the run will have. */
    int epochs();

    /** The learning rate of this update. */
    float learningRate();

    /** How many samples this batch has. */
    int batchSize();

    /** What the epochs done so far gave, the first one first; of a resumed run, those before it too. */
    default List<EpochFigures> history() {
        return List.of();
    }
}
