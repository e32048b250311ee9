package dev.lanewise.testkit;

import dev.lanewise.spi.ActivationPenalty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What must hold of {@link ActivationPenalty}. */
final class ActivationPenaltyChecks {
    private static final int ROWS = 30;
    private static final float H = 1f / 64;
    private static final double TOLERANCE = 2e-3;

    private final ActivationPenalty hook;
    private final int layer;
    private final int width;
    private final float[] activations;
    private final Cut all;

    private ActivationPenaltyChecks(ActivationPenalty hook, int layer) {
        this.hook = hook;
        this.layer = layer;
        width = 41 + 7 * layer;
        activations = Numbers.signed(ROWS * width, layer + 600);
        all = new Cut(0, ROWS, 0, width);
    }

    static List<Check> of(ActivationPenalty hook, int hiddenLayers) {
        List<Check> out = new ArrayList<>();
        for (int layer = 0; layer < hiddenLayers; layer++) {
            if (hook.appliesTo(layer)) {
                out.addAll(new ActivationPenaltyChecks(hook, layer).all());
            }
        }
        return out;
    }

    private List<Check> all() {
        String where = " in hidden layer " + layer;
        Pass gradient =
                new Pass("addGradient" + where, ROWS, width, cut -> gradient(cut, new float[activations.length]));
        List<Check> out = new ArrayList<>(gradient.checks(false, false));
        out.add(new Check("addGradient adds to what is there" + where, this::checkAdds));
        out.add(new Check("addGradient adds the derivative of the batch's penalty" + where, this::checkGradient));
        out.add(new Check("penalties of blocks add up to the penalty of the batch" + where, this::checkSum));
        return out;
    }

    private SampleActivations block(Cut cut, float[] inputs, float[] gradients) {
        SampleActivations block = new SampleActivations(
                layer, width, cut, SampleStep.of(ROWS), cut.from(gradients, width), cut.from(inputs, width));
        return hook.needsSums() ? block.sums(SampleActivations.sums(width, inputs)) : block;
    }

    private float[] gradient(Cut cut, float[] before) {
        SampleActivations block = block(cut, activations, before);
        hook.addGradient(block);
        return block.result();
    }

    private double penalty(Cut cut, float[] inputs) {
        return hook.penalty(block(cut, inputs, new float[inputs.length]));
    }

    private void checkAdds() {
        float[] before = Numbers.signed(activations.length, 700);
        float[] alone = gradient(all, new float[activations.length]);
        float[] after = gradient(all, before);
        for (int i = 0; i < after.length; i++) {
            compare("addGradient made the gradient " + i, after[i], (double) before[i] + alone[i]);
        }
    }

    private void checkGradient() {
        float[] gradient = gradient(all, new float[activations.length]);
        for (int i = 0; i < gradient.length; i += 7) {
            double expected = (penalty(all, plus(i, H)) - penalty(all, plus(i, -H))) / (2 * H);
            compare("addGradient made the gradient " + i, gradient[i], expected);
        }
    }

    private float[] plus(int at, float more) {
        float[] out = Arrays.copyOf(activations, activations.length);
        out[at] += more;
        return out;
    }

    private void checkSum() {
        double sum = 0;
        for (Cut each : Cut.of(ROWS, width, 16, 8)) {
            sum += penalty(each, activations);
        }
        compare("penalty gave for the sum of all blocks", sum, penalty(all, activations));
    }

    private static void compare(String what, double actual, double expected) {
        if (!Numbers.close(actual, expected, TOLERANCE)) {
            throw new ContractViolation(what + " " + actual + " instead of " + expected);
        }
    }
}
