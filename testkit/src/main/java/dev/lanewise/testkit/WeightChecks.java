package dev.lanewise.testkit;

import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.WeightConstraint;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightPenalty;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of the hooks that are given blocks of weights. */
final class WeightChecks {
    private static final int INPUTS = 40;
    private static final int UNITS = 37;
    private static final int LENGTH = INPUTS * UNITS;
    private static final Cut ALL = new Cut(0, INPUTS, 0, UNITS);
    private static final float H = 1f / 64;
    private static final float[] WEIGHTS = Numbers.signed(LENGTH, 300);

    private WeightChecks() {}

    private static SampleWeights block(Cut cut, float[] weights, float[] gradients) {
        return new SampleWeights(
                0,
                false,
                INPUTS,
                UNITS,
                cut,
                SampleStep.of(30),
                cut.from(weights, UNITS),
                gradients == null ? null : cut.from(gradients, UNITS));
    }

    static List<Check> of(WeightPenalty hook) {
        Pass gradient = new Pass("addGradient", INPUTS, UNITS, cut -> gradient(hook, cut, new float[LENGTH]));
        return Stream.concat(
                        gradient.checks(false, false).stream(),
                        Stream.of(
                                new Check("addGradient adds to what is there", () -> checkAdds(hook)),
                                new Check("addGradient adds the derivative of penalty", () -> checkGradient(hook)),
                                new Check(
                                        "penalties of blocks add up to the penalty of the whole",
                                        () -> checkSum(hook))))
                .toList();
    }

    private static float[] gradient(WeightPenalty hook, Cut cut, float[] before) {
        SampleWeights block = block(cut, WEIGHTS, before);
        hook.addGradient(block);
        if (!Arrays.equals(block.resultingWeights(), cut.from(WEIGHTS, UNITS))) {
            throw new ContractViolation("addGradient changed weights; only a WeightConstraint may");
        }
        return block.resultingGradients();
    }

    private static void checkAdds(WeightPenalty hook) {
        float[] before = Numbers.signed(LENGTH, 400);
        float[] alone = gradient(hook, ALL, new float[LENGTH]);
        float[] after = gradient(hook, ALL, before);
        for (int i = 0; i < LENGTH; i++) {
            compare("addGradient made the gradient " + i, after[i], (double) before[i] + alone[i]);
        }
    }

    private static void checkGradient(WeightPenalty hook) {
        float[] gradient = gradient(hook, ALL, new float[LENGTH]);
        for (int i = 0; i < LENGTH; i += 7) {
            Cut one = new Cut(i / UNITS, 1, i % UNITS, 1);
            double above = hook.penalty(block(one, Numbers.plus(WEIGHTS, H), new float[LENGTH]));
            double below = hook.penalty(block(one, Numbers.plus(WEIGHTS, -H), new float[LENGTH]));
            compare("addGradient made the gradient " + i, gradient[i], (above - below) / (2 * H));
        }
    }

    private static void checkSum(WeightPenalty hook) {
        double whole = hook.penalty(block(ALL, WEIGHTS, new float[LENGTH]));
        double sum = 0;
        for (Cut each : Cut.of(INPUTS, UNITS, 16, 8)) {
            sum += hook.penalty(block(each, WEIGHTS, new float[LENGTH]));
        }
        compare("penalty gave for the sum of all blocks", sum, whole);
    }

    static List<Check> ofGradients(GradientRegularizer hook) {
        float[] before = Numbers.signed(LENGTH, 400);
        return new Pass("change", INPUTS, UNITS, cut -> changed(hook, cut, before)).checks(false, false);
    }

    private static float[] changed(GradientRegularizer hook, Cut cut, float[] gradients) {
        SampleWeights block = block(cut, WEIGHTS, gradients);
        hook.change(block);
        if (!Arrays.equals(block.resultingWeights(), cut.from(WEIGHTS, UNITS))) {
            throw new ContractViolation("change changed weights; only a WeightConstraint may");
        }
        return block.resultingGradients();
    }

    static List<Check> of(WeightDecay hook, int denseLayers) {
        return List.of(new Check("shrink gives the same finite factor each time", () -> {
            for (int layer = 0; layer < denseLayers; layer++) {
                float factor = hook.shrink(layer, SampleStep.of(30));
                if (!Float.isFinite(factor) || factor != hook.shrink(layer, SampleStep.of(30))) {
                    throw new ContractViolation("shrink gave " + factor + " for layer " + layer
                            + ", which is not a finite number or not the same when asked again");
                }
            }
        }));
    }

    static List<Check> of(WeightConstraint hook) {
        Pass constrain = new Pass("constrain", INPUTS, UNITS, cut -> constrained(hook, cut, WEIGHTS));
        return Stream.concat(
                        constrain.checks(false, true).stream(),
                        Stream.of(new Check(
                                "constrain leaves alone what is within its limits", () -> checkIdempotent(hook))))
                .toList();
    }

    private static float[] constrained(WeightConstraint hook, Cut cut, float[] weights) {
        SampleWeights block = block(cut, weights, null);
        hook.constrain(block);
        return block.resultingWeights();
    }

    private static void checkIdempotent(WeightConstraint hook) {
        float[] once = constrained(hook, ALL, WEIGHTS);
        float[] twice = constrained(hook, ALL, once);
        for (int i = 0; i < LENGTH; i++) {
            compare("constrain made the weight " + i + " of weights it had constrained before", twice[i], once[i]);
        }
    }

    private static void compare(String what, double actual, double expected) {
        if (!Numbers.close(actual, expected, 1e-3)) {
            throw new ContractViolation(what + " " + actual + " instead of " + expected);
        }
    }
}
