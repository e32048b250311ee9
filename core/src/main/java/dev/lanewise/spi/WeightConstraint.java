package dev.lanewise.spi;

/** Brings the weights back into a permitted set after each update, as max-norm does. */
public interface WeightConstraint extends Regularizer {
    /**
     * Changes {@link WeightBlock#weights()} in place. The block holds all incoming weights of its units: {@code firstInput()}
     * is 0 and {@code rows()} is the number of the layer's inputs, so a column is one unit's weight vector.
     */
    void constrain(WeightBlock block);
}
