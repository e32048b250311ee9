package dev.lanewise.bench.dropout;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.choice.KernelChoice;
import java.util.SplittableRandom;

/** One hidden layer's forward and backward pass on one thread, written as the training step does them. */
public final class DropoutLayer {
    /** Samples. */
    public static final int BATCH = 256;

    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int ROWS_PER_TASK = 128;

    /** Half of all elements are dropped. */
    private static final long THRESHOLD = 1L << 31;

    private static final float FACTOR = 2;

    private final Kernels kernels = KernelChoice.choose("simd");
    private final Kernels.Scratch scratch = kernels.scratch();
    private final int units;
    private final Variant variant;
    private final PanelMatrix input;
    private final PanelMatrix weights;
    private final PanelMatrix output;
    private final PanelMatrix gradient;
    private final float[] zeros;
    private final boolean[] kept;
    private long step;

    /** A layer of {@code units} inputs and units. */
    public DropoutLayer(int units, Variant variant) {
        this.units = units;
        this.variant = variant;
        SplittableRandom random = new SplittableRandom(units);
        input = random(random, BATCH, units);
        weights = random(random, units, units);
        output = new PanelMatrix(BATCH, units);
        gradient = new PanelMatrix(BATCH, units);
        zeros = new float[output.panels() * WIDTH];
        kept = new boolean[BATCH * units];
        forward();
    }

    private static PanelMatrix random(SplittableRandom random, int rows, int columns) {
        PanelMatrix out = new PanelMatrix(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                out.set(r, c, (float) random.nextDouble(-1, 1));
            }
        }
        return out;
    }

    /** The activations after {@link #forward}, row-major. */
    public float[] output() {
        return output.toRowMajor();
    }

    /** The gradients after {@link #backward}, row-major. */
    public float[] gradient() {
        return gradient.toRowMajor();
    }

    /** Product, ReLU, dropout, with a new mask each time. */
    public void forward() {
        step++;
        for (int row = 0; row < BATCH; row += ROWS_PER_TASK) {
            for (int panel = 0, panels; panel < output.panels(); panel += panels) {
                panels = multiply(row, panel, output);
                for (int p = panel; p < panel + panels; p++) {
                    kernels.relu(output.data(), output.offset(p, row), ROWS_PER_TASK * WIDTH);
                    if (variant == Variant.FUSED) {
                        drop(output, p, row, ROWS_PER_TASK);
                    }
                }
            }
        }
        if (variant == Variant.SEPARATE) {
            dropWhole(output);
        } else if (variant == Variant.SCALAR) {
            drawMask();
            applyMask(output);
        }
    }

    /** Product, the mask of the last forward pass, the derivative of ReLU. */
    public void backward() {
        for (int row = 0; row < BATCH; row += ROWS_PER_TASK) {
            for (int panel = 0, panels; panel < gradient.panels(); panel += panels) {
                panels = multiply(row, panel, gradient);
                for (int p = panel; p < panel + panels; p++) {
                    if (variant == Variant.FUSED) {
                        drop(gradient, p, row, ROWS_PER_TASK);
                    }
                    int at = gradient.offset(p, row);
                    kernels.reluGradient(output.data(), gradient.data(), at, ROWS_PER_TASK * WIDTH);
                }
            }
        }
        if (variant == Variant.SEPARATE) {
            dropWhole(gradient);
        } else if (variant == Variant.SCALAR) {
            applyMask(gradient);
        }
    }

    /** As many panels as the kernels like at a time; returns how many. */
    private int multiply(int row, int panel, PanelMatrix out) {
        int panels = Math.min(kernels.densePanels(), out.panels() - panel);
        kernels.multiply(input, row, ROWS_PER_TASK, weights, panel, panels, zeros, out, scratch);
        return panels;
    }

    private void dropWhole(PanelMatrix matrix) {
        for (int panel = 0; panel < matrix.panels(); panel++) {
            drop(matrix, panel, 0, BATCH);
        }
    }

    private void drop(PanelMatrix matrix, int panel, int row, int rows) {
        long first = (long) row * units + panel * WIDTH;
        int columns = matrix.panelColumns(panel);
        int at = matrix.offset(panel, row);
        kernels.dropout(matrix.data(), at, rows, columns, step, first, units, THRESHOLD, FACTOR);
    }

    private void drawMask() {
        SplittableRandom random = new SplittableRandom(step);
        for (int e = 0; e < kept.length; e += 2) {
            long word = random.nextLong();
            kept[e] = Integer.toUnsignedLong((int) word) >= THRESHOLD;
            kept[e + 1] = word >>> 32 >= THRESHOLD;
        }
    }

    private void applyMask(PanelMatrix matrix) {
        float[] data = matrix.data();
        for (int panel = 0; panel < matrix.panels(); panel++) {
            int columns = matrix.panelColumns(panel);
            for (int row = 0; row < BATCH; row++) {
                int at = matrix.offset(panel, row);
                int e = row * units + panel * WIDTH;
                for (int j = 0; j < columns; j++) {
                    data[at + j] = kept[e + j] ? FACTOR * data[at + j] : 0;
                }
            }
        }
    }
}
