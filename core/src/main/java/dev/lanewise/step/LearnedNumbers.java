package dev.lanewise.step;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.optim.Optimizer;
import dev.lanewise.optim.Slice;
import dev.lanewise.optim.StepSize;
import dev.lanewise.spi.LearnedRegularizer;
import java.util.Arrays;

/** The numbers that a regularizer learns for one hidden layer, and how they are learned. */
public final class LearnedNumbers {
    private static final int WIDTH = PanelMatrix.WIDTH;

    private final Hook<LearnedRegularizer> hook;
    private final int layer;
    private final int width;
    private float[] values;

    /** The same, padded to what kernels take, for the optimizer. */
    private final float[] padded;

    private final float[] sums;
    private final float[] ofPanel = new float[WIDTH];
    private float[][] slots = new float[0][];
    private PanelMatrix gradients;

    /**
     * The numbers as they start.
     *
     * @throws dev.lanewise.registry.RegularizerException if it does not say how they do
     * @throws dev.lanewise.registry.SpecException if it says so otherwise for another epoch
     */
    LearnedNumbers(Hook<LearnedRegularizer> hook, int layer, int width, StepState start) {
        this.hook = hook;
        this.layer = layer;
        this.width = width;
        values = initial(start);
        padded = new float[(int) PanelMatrix.roundUp(values.length, WIDTH)];
        sums = new float[(int) PanelMatrix.roundUp(width, WIDTH)];
    }

    private float[] initial(StepState start) {
        float[] out = hook.askAlike(this::initial, Arrays::equals, "what it learns starts from", layer, start);
        if (out == null) {
            throw hook.failed("returned null from initial", layer, start);
        }
        if (out.length != 1 && out.length != width) {
            throw hook.failed(
                    "has " + out.length + " learned numbers for " + width + " units, which must be 1 or as many",
                    layer,
                    start);
        }
        return out;
    }

    private float[] initial(LearnedRegularizer of) {
        float[] given = of.initial(layer, width);
        return given == null ? null : given.clone();
    }

    /** What the numbers are called where they are kept. */
    public String name() {
        return "regularizer." + hook.number() + ".learned." + layer;
    }

    /** The numbers, live. */
    float[] values() {
        return values;
    }

    /** Goes on with the numbers of a trained network, if it has them, live. */
    void use(float[] trained) {
        if (trained != null && trained.length == values.length) {
            values = trained;
        }
    }

    /** What the optimizer remembers of them, padded to whole panels. */
    public float[][] slots() {
        return slots;
    }

    /** Where the derivatives of each element are gathered, [batch][units]. */
    PanelMatrix gradients() {
        return gradients;
    }

    /** Makes room for training. */
    void prepare(Optimizer optimizer, int batch) {
        slots = new float[optimizer.slots()][padded.length];
        gradients = new PanelMatrix(batch, width);
    }

    /** Learns from the batch. */
    void update(Kernels kernels, Optimizer optimizer, StepSize size, StepState step) {
        for (int panel = 0; panel < gradients.panels(); panel++) {
            kernels.columnSums(gradients, panel, step.batchSize, ofPanel);
            System.arraycopy(ofPanel, 0, sums, panel * WIDTH, WIDTH);
        }
        if (values.length == 1) {
            sums[0] = total();
        }
        kernels.scale(sums, 0, padded.length, 1f / step.batchSize);
        try {
            hook.entered().addGradient(layer, width, values, sums);
        } catch (Throwable e) {
            throw hook.failed(e, layer, step);
        }
        System.arraycopy(values, 0, padded, 0, values.length);
        size.ofParameters(1, 1);
        optimizer.update(kernels, new Slice(padded, slots, 0, padded.length), sums, size);
        System.arraycopy(padded, 0, values, 0, values.length);
        if (!kernels.finite(values, 0, values.length)) {
            throw hook.failed("learned a value that is not a finite number", layer, step);
        }
    }

    private float total() {
        double sum = 0;
        for (int unit = 0; unit < width; unit++) {
            sum += sums[unit];
        }
        return (float) sum;
    }
}
