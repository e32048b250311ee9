package dev.lanewise.nn;

/** See {@link Loss#meanSquaredError}. */
final class MeanSquaredError extends OutputLoss {
    static final String NAME = "mean-squared-error";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Predicts predicts() {
        return Predicts.VALUES;
    }

    @Override
    double value(float y, float t) {
        double error = (double) y - t;
        return error * error;
    }

    @Override
    float slope(float y, float t) {
        return 2 * (y - t);
    }
}
