package dev.lanewise.nn;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.MultiplicativeRegularizer;

/**
 * Inverted dropout of the layer before it (or of the input, if first), in training only: each activation is dropped with
 * probability p, else multiplied by 1/(1-p). Given to a trainer rather than written as a layer, it acts on every hidden layer. See N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from
 * Overfitting", JMLR 15, 2014.
 *
 * @param p the probability to drop, 0…1: 0 changes nothing, 1 gives zeros
 */
public record Dropout(double p) implements Layer, MultiplicativeRegularizer {
    /** Checks the argument. */
    public Dropout {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("the probability to drop must be within 0…1, but is " + p);
        }
    }

    /** Dropout with probability {@code p}. */
    public static Dropout of(double p) {
        return new Dropout(p);
    }

    /** Checkpoints know it by this text. */
    @Override
    public String toString() {
        return "Dropout[p=" + p + "]";
    }

    @Override
    public boolean appliesTo(int layer) {
        return p > 0;
    }

    @Override
    public void multiply(ActivationBlock block) {
        block.dropout(p);
    }
}
