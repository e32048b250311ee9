package dev.lanewise.testkit;

import dev.lanewise.spi.MatrixRegularizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** What must hold of {@link MatrixRegularizer}. */
final class MatrixChecks {
    private static final int INPUTS = 40;
    private static final int UNITS = 37;
    private static final int STEPS = 3;
    private static final float H = 1f / 64;
    private static final float[] WEIGHTS = Numbers.signed(INPUTS * UNITS, 500);

    private MatrixChecks() {}

    static List<Check> of(MatrixRegularizer hook) {
        if (!hook.appliesTo(0)) {
            return List.of();
        }
        int results = steps(hook).length;
        Pass calls = new Pass("a row of beforeUpdate and afterUpdate", 1, results, cut -> steps(hook));
        List<Check> out = new ArrayList<>(calls.checks(true, true));
        out.add(new Check("beforeUpdate leaves weights and biases alone", () -> checkLeavesAlone(hook)));
        OptionalDouble penalty = hook.penalty(SampleMatrix.of(hook, 0, UNITS, WEIGHTS));
        if (penalty == null) {
            throw new ContractViolation("penalty returned null; a hook without one returns OptionalDouble.empty()");
        }
        if (penalty.isPresent()) {
            out.add(new Check("beforeUpdate adds the derivative of penalty", () -> checkGradient(hook)));
        }
        return out;
    }

    /** All that is left of some calls: gradients, weights, biases and state. */
    private static float[] steps(MatrixRegularizer hook) {
        SampleMatrix matrix = SampleMatrix.of(hook, 0, UNITS, WEIGHTS.clone());
        for (int i = 0; i < STEPS; i++) {
            hook.beforeUpdate(matrix);
            hook.afterUpdate(matrix);
        }
        return concat(
                matrix.resultingGradients(),
                matrix.resultingWeights(),
                matrix.resultingBias(),
                matrix.state().clone());
    }

    private static float[] concat(float[]... parts) {
        float[] out =
                new float[Arrays.stream(parts).mapToInt(each -> each.length).sum()];
        int at = 0;
        for (float[] each : parts) {
            System.arraycopy(each, 0, out, at, each.length);
            at += each.length;
        }
        return out;
    }

    private static void checkLeavesAlone(MatrixRegularizer hook) {
        SampleMatrix matrix = SampleMatrix.of(hook, 0, UNITS, WEIGHTS.clone());
        hook.beforeUpdate(matrix);
        if (!Arrays.equals(matrix.resultingWeights(), WEIGHTS)
                || !Arrays.equals(matrix.resultingBias(), new float[UNITS])) {
            throw new ContractViolation("beforeUpdate changed weights or biases; only afterUpdate may");
        }
    }

    private static void checkGradient(MatrixRegularizer hook) {
        SampleMatrix matrix = SampleMatrix.of(hook, 0, UNITS, WEIGHTS.clone());
        hook.beforeUpdate(matrix);
        float[] gradient = matrix.resultingGradients();
        for (int i = 0; i < gradient.length; i += 7) {
            double expected = (penalty(hook, matrix, i, H) - penalty(hook, matrix, i, -H)) / (2 * H);
            if (!Numbers.close(gradient[i], expected, 1e-3)) {
                throw new ContractViolation("beforeUpdate made the gradient " + i + " " + gradient[i]
                        + ", but the finite difference of penalty is " + expected);
            }
        }
    }

    private static double penalty(MatrixRegularizer hook, SampleMatrix state, int at, float more) {
        float[] weights = WEIGHTS.clone();
        weights[at] += more;
        return hook.penalty(state.with(weights)).orElseThrow();
    }
}
