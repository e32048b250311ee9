package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Target;
import dev.lanewise.kernel.Polynomials;

/** See {@link Loss#binaryCrossEntropy}. */
final class BinaryCrossEntropy extends OutputLoss {
    static final String NAME = "binary-cross-entropy";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Predicts predicts() {
        return Predicts.LABELS;
    }

    @Override
    public void check(Samples data, int outputs) {
        if (data.target() == Target.VALUES) {
            throw new IllegalArgumentException("the targets of the data are values, but the loss " + NAME
                    + " is for labels that hold or not; use mean-squared-error or huber");
        }
        super.check(data, outputs);
    }

    @Override
    boolean sound(float target) {
        return target >= 0 && target <= 1;
    }

    /** {@code -t log σ(z) - (1 - t) log(1 - σ(z))}, in a form that neither overflows nor loses digits. */
    @Override
    double value(float z, float t) {
        return Math.max(z, 0) - (double) z * t + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    @Override
    float slope(float z, float t) {
        return Polynomials.logistic(z) - t;
    }

    @Override
    float prediction(float z) {
        return Polynomials.logistic(z);
    }

    @Override
    boolean right(float z, float truth) {
        return z > 0 == truth > 0.5f;
    }
}
