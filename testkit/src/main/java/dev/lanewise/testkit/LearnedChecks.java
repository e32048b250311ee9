package dev.lanewise.testkit;

import dev.lanewise.spi.LearnedRegularizer;
import java.util.ArrayList;
import java.util.List;

/** What must hold of {@link LearnedRegularizer}, beside what must of any regularizer of activations. */
final class LearnedChecks {
    private static final int ROWS = 30;
    private static final float H = 1f / 512;
    private static final double TOLERANCE = 1e-2;

    /** One-sided differences further apart than this are a kink, where there is no derivative to compare with. */
    private static final double KINK = 0.1;

    private final LearnedRegularizer hook;
    private final int layer;
    private final int width;
    private final float[] learned;
    private final float[] activations;
    private final float[] gradients;

    private LearnedChecks(LearnedRegularizer hook, int layer) {
        this.hook = hook;
        this.layer = layer;
        width = 41 + 7 * layer;
        learned = initial(hook, layer, width);
        activations = Numbers.signed(ROWS * width, layer + 100);
        gradients = Numbers.signed(ROWS * width, layer + 200);
    }

    static List<Check> of(LearnedRegularizer hook, int hiddenLayers) {
        List<Check> out = new ArrayList<>();
        for (int layer = 0; layer < hiddenLayers; layer++) {
            if (hook.appliesTo(layer)) {
                out.addAll(new LearnedChecks(hook, layer).all());
            }
        }
        return out;
    }

    /** What the hook says that a layer's numbers start from. */
    static float[] initial(LearnedRegularizer hook, int layer, int width) {
        float[] given = hook.initial(layer, width);
        if (given == null) {
            throw new ContractViolation("initial returned null for hidden layer " + layer);
        }
        return given;
    }

    private List<Check> all() {
        String where = " in hidden layer " + layer;
        List<Check> out = new ArrayList<>();
        out.add(new Check("initial gives one number, or one for each unit" + where, () -> {
            if (learned.length != 1 && learned.length != width) {
                throw new ContractViolation("gave " + learned.length + " numbers for " + width + " units");
            }
        }));
        Pass derivatives = new Pass("backward to learnedGradients" + where, ROWS, width, this::derivatives);
        out.addAll(derivatives.checks(false, false));
        out.add(new Check(
                "learnedGradients are the derivatives by the learned numbers" + where,
                () -> checkDerivatives(derivatives.whole())));
        out.add(new Check("addGradient adds the derivative of penalty" + where, this::checkPenalty));
        return out;
    }

    private SampleActivations block(Cut cut, float[] values, float[] inputs, float[] numbers) {
        return new SampleActivations(
                        layer,
                        width,
                        cut,
                        SampleStep.of(ROWS),
                        cut.from(values, width),
                        inputs == null ? null : cut.from(inputs, width))
                .learned(numbers);
    }

    private float[] derivatives(Cut cut) {
        SampleActivations block = block(cut, gradients, activations, learned);
        hook.backward(block);
        return block.resultingLearnedGradients();
    }

    private float[] forward(float more) {
        SampleActivations block = block(new Cut(0, ROWS, 0, width), activations, null, Numbers.plus(learned, more));
        hook.forward(block);
        return block.result();
    }

    private void checkDerivatives(float[] derivatives) {
        float[] middle = forward(0);
        float[] above = forward(H);
        float[] below = forward(-H);
        for (int i = 0; i < middle.length; i++) {
            double right = gradients[i] * ((double) above[i] - middle[i]) / H;
            double left = gradients[i] * ((double) middle[i] - below[i]) / H;
            if (Math.abs(right - left) <= KINK * (1 + Math.abs(right))) {
                compare("backward made the learned gradient " + i, derivatives[i], (right + left) / 2);
            }
        }
    }

    private void checkPenalty() {
        float[] gradient = new float[learned.length];
        hook.addGradient(layer, width, learned.clone(), gradient);
        for (int i = 0; i < learned.length; i += 7) {
            compare("addGradient made the gradient " + i, gradient[i], (penalty(i, H) - penalty(i, -H)) / (2 * H));
        }
    }

    private double penalty(int at, float more) {
        float[] numbers = learned.clone();
        numbers[at] += more;
        return hook.penalty(layer, width, numbers);
    }

    private static void compare(String what, double actual, double expected) {
        if (!Numbers.close(actual, expected, TOLERANCE)) {
            throw new ContractViolation(what + " " + actual + ", but the finite difference is " + expected);
        }
    }
}
