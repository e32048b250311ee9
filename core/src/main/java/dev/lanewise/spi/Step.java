package dev.lanewise.spi;

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
}
