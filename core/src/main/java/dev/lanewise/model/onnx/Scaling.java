package dev.lanewise.model.onnx;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/**
 * {@code (x - mean) / deviation}: the form that a chain of additions and multiplications by constants is brought into. Each
 * array has one number for all features, or one each.
 */
record Scaling(double[] mean, double[] deviation) {
    /** x itself. */
    static final Scaling NONE = new Scaling(new double[] {0}, new double[] {1});

    /** This, and then the constants added. */
    Scaling plus(double[] constants) {
        double[] shift = each(deviation, constants, (d, c) -> d * c);
        return new Scaling(each(mean, shift, (m, s) -> m - s), deviation);
    }

    /** This, and then divided by the constants. */
    Scaling over(double[] constants) {
        return new Scaling(mean, each(deviation, constants, (d, c) -> d * c));
    }

    /** This, and then multiplied by the constants. */
    Scaling times(double[] constants) {
        return new Scaling(mean, each(deviation, constants, (d, c) -> d / c));
    }

    /** Minus this. */
    Scaling negative() {
        return over(new double[] {-1});
    }

    /** Whether it is of so many features, and made of numbers that one can compute with as floats. */
    boolean fits(int features) {
        return (mean.length == 1 || mean.length == features)
                && (deviation.length == 1 || deviation.length == features)
                && Arrays.stream(mean).allMatch(each -> Float.isFinite((float) each))
                && Arrays.stream(deviation).allMatch(each -> Float.isFinite((float) each) && (float) each != 0);
    }

    private static double[] each(double[] a, double[] b, DoubleBinaryOperator operator) {
        if (a.length != b.length && a.length != 1 && b.length != 1) {
            throw new OnnxException("scales its inputs by " + a.length + " and by " + b.length
                    + " numbers, which do not go together; write or copy it again");
        }
        double[] out = new double[Math.max(a.length, b.length)];
        Arrays.setAll(out, i -> operator.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]));
        return out;
    }
}
