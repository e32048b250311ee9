package dev.lanewise.nn;

/** See {@link Loss#huber}. */
final class Huber extends OutputLoss {
    static final String NAME = "huber";

    private final float delta;

    Huber(float delta) {
        if (!(delta > 0 && delta < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "the error at which huber turns straight must be positive, but is " + delta);
        }
        this.delta = delta;
    }

    @Override
    public String name() {
        return NAME + ":" + delta;
    }

    @Override
    public Predicts predicts() {
        return Predicts.VALUES;
    }

    @Override
    double value(float y, float t) {
        double error = Math.abs((double) y - t);
        return error <= delta ? error * error / 2 : delta * (error - delta / 2.0);
    }

    @Override
    float slope(float y, float t) {
        float error = y - t;
        return error > delta ? delta : error < -delta ? -delta : error;
    }
}
