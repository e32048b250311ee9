package dev.lanewise.testkit;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationRegularizer;
import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What must hold of {@link ActivationRegularizer} and {@link InputRegularizer}. */
final class ActivationChecks {
    private static final int ROWS = 30;
    private static final float H = 1f / 64;
    private static final double TOLERANCE = 4e-3;

    /** One-sided differences further apart than this are a kink, where there is no derivative to compare with. */
    private static final double KINK = 0.1;

    private final int layer;
    private final int width;
    private final float[] learned;
    private final float[] activations;
    private final float[] gradients;

    private ActivationChecks(int layer, int width, float[] learned) {
        this.learned = learned;
        this.layer = layer;
        this.width = width;
        activations = Numbers.signed(ROWS * width, layer + 100);
        gradients = Numbers.signed(ROWS * width, layer + 200);
    }

    static List<Check> of(InputRegularizer hook) {
        ActivationChecks input = new ActivationChecks(-1, 50, null);
        return input.pass("apply", hook::apply, input.activations, null).checks(false, false);
    }

    static List<Check> of(ActivationRegularizer hook, int hiddenLayers) {
        List<Check> out = new ArrayList<>();
        for (int layer = 0; layer < hiddenLayers; layer++) {
            if (hook.appliesTo(layer)) {
                int width = 41 + 7 * layer;
                float[] learned =
                        hook instanceof LearnedRegularizer learns ? LearnedChecks.initial(learns, layer, width) : null;
                out.addAll(new ActivationChecks(layer, width, learned).all(hook));
            }
        }
        return out;
    }

    private List<Check> all(ActivationRegularizer hook) {
        List<Check> out = new ArrayList<>();
        out.addAll(forward(hook, activations).checks(false, false));
        out.addAll(backward(hook, gradients).checks(false, false));
        String where = " in hidden layer " + layer;
        if (hook instanceof MultiplicativeRegularizer) {
            out.add(new Check(
                    "multiply uses factors that depend on no value, the same ones both ways" + where,
                    () -> checkFactors(hook)));
        } else {
            out.add(new Check("backward multiplies by the derivative of forward" + where, () -> checkDerivative(hook)));
        }
        return out;
    }

    private Pass pass(String name, Consumer<ActivationBlock> hook, float[] values, float[] inputs) {
        return new Pass(name, ROWS, width, cut -> {
            SampleActivations block = new SampleActivations(
                    layer,
                    width,
                    cut,
                    SampleStep.of(ROWS),
                    cut.from(values, width),
                    inputs == null ? null : cut.from(inputs, width));
            if (learned != null) {
                block.learned(learned);
            }
            hook.accept(block);
            return block.result();
        });
    }

    private Pass forward(ActivationRegularizer hook, float[] values) {
        return pass("forward in hidden layer " + layer, hook::forward, values, null);
    }

    private Pass backward(ActivationRegularizer hook, float[] values) {
        return pass(
                "backward in hidden layer " + layer,
                hook::backward,
                values,
                hook instanceof MultiplicativeRegularizer ? null : activations);
    }

    private void checkFactors(ActivationRegularizer hook) {
        float[] ones = Numbers.plus(new float[activations.length], 1);
        float[] factors = forward(hook, ones).whole();
        float[] forward = forward(hook, activations).whole();
        float[] backward = backward(hook, gradients).whole();
        for (int i = 0; i < factors.length; i++) {
            compare(
                    i,
                    "forward",
                    forward[i],
                    (double) activations[i] * factors[i],
                    "the factor times " + activations[i]);
            compare(i, "backward", backward[i], (double) gradients[i] * factors[i], "the factor times " + gradients[i]);
        }
    }

    private void checkDerivative(ActivationRegularizer hook) {
        float[] middle = forward(hook, activations).whole();
        float[] above = forward(hook, Numbers.plus(activations, H)).whole();
        float[] below = forward(hook, Numbers.plus(activations, -H)).whole();
        float[] backward = backward(hook, gradients).whole();
        int smooth = 0;
        for (int i = 0; i < middle.length; i++) {
            double right = ((double) above[i] - middle[i]) / H;
            double left = ((double) middle[i] - below[i]) / H;
            if (Math.abs(right - left) <= KINK * (1 + Math.abs(right))) {
                smooth++;
                compare(
                        i,
                        "backward",
                        backward[i],
                        gradients[i] * (right + left) / 2,
                        "the finite difference of forward");
            }
        }
        if (smooth < middle.length / 2) {
            throw new ContractViolation("forward has no derivative at " + (middle.length - smooth) + " of "
                    + middle.length + " activations, so it cannot be trained through");
        }
    }

    private static void compare(int i, String method, double actual, double expected, String what) {
        if (!Numbers.close(actual, expected, TOLERANCE)) {
            throw new ContractViolation(
                    method + " made element " + i + " " + actual + ", but " + what + " is " + expected);
        }
    }
}
