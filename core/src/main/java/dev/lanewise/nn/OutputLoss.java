package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Target;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A loss that is a function of one output and its target, averaged over the outputs of a row. */
abstract class OutputLoss implements Loss {
    /** The loss of one output. */
    abstract double value(float output, float target);

    /** Its derivative by the output. */
    abstract float slope(float output, float target);

    /** What the network predicts by an output. */
    float prediction(float output) {
        return output;
    }

    /** Whether one output is right about what is true. */
    boolean right(float output, float truth) {
        return false;
    }

    @Override
    public void check(int outputs) {}

    @Override
    public void check(Samples data, int outputs) {
        boolean classes = data.target() == Target.CLASS;
        if (classes ? data.outputs() > outputs : data.outputs() != outputs) {
            throw new IllegalArgumentException("the network has " + outputs + " outputs, but the data has "
                    + data.outputs() + (classes ? " classes" : " targets a sample"));
        }
    }

    /** Whether targets that regularizers have changed are sound. */
    boolean sound(float target) {
        return Float.isFinite(target);
    }

    @Override
    public String fault(float[] targets, int rows, int outputs) {
        for (int i = 0; i < rows * outputs; i++) {
            if (!sound(targets[i])) {
                return "are " + targets[i] + " in row " + i / outputs;
            }
        }
        return null;
    }

    @Override
    public Rows rows(Kernels kernels, int outputs) {
        return new OutputRows(kernels, outputs);
    }

    @Override
    public String toString() {
        return name();
    }

    private final class OutputRows implements Rows {
        /** Two cache lines beyond the row, so that no line of it is one of another thread's row too, which would slow down both. */
        private static final int APART = 32;

        private final Kernels kernels;
        private final int outputs;
        private final float[] row;

        OutputRows(Kernels kernels, int outputs) {
            this.kernels = kernels;
            this.outputs = outputs;
            row = new float[outputs + APART];
        }

        @Override
        public double value(float[] z, int at, float[] targets, int targetAt) {
            double sum = 0;
            for (int j = 0; j < outputs; j++) {
                sum += OutputLoss.this.value(z[at + j], targets[targetAt + j]);
            }
            return sum / outputs;
        }

        @Override
        public boolean hit(float[] z, int at, float[] truth, int truthAt) {
            for (int j = 0; j < outputs; j++) {
                if (!right(z[at + j], truth[truthAt + j])) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void predict(float[] z, int at) {
            for (int j = 0; j < outputs; j++) {
                z[at + j] = prediction(z[at + j]);
            }
        }

        @Override
        public void gradient(
                PanelMatrix to,
                int firstRow,
                int rows,
                float[] targets,
                float[] truth,
                double[] losses,
                boolean[] hits) {
            float share = 1f / outputs;
            for (int r = 0; r < rows; r++) {
                kernels.getRow(to, firstRow + r, row, 0);
                losses[firstRow + r] = value(row, 0, targets, r * outputs);
                hits[firstRow + r] = hit(row, 0, truth, r * outputs);
                for (int j = 0; j < outputs; j++) {
                    to.set(firstRow + r, j, share * slope(row[j], targets[r * outputs + j]));
                }
            }
        }
    }
}
