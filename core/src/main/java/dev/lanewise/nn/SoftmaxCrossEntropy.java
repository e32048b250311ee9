package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** {@code Σ target · -log softmax(z)} of a row of logits z. A hit is a row whose greatest logit is that of the true class. */
final class SoftmaxCrossEntropy implements Loss {
    static final Loss INSTANCE = new SoftmaxCrossEntropy();

    /** Far above rounding, even over a million classes, and far below any mistake. */
    private static final float SUM_TOLERANCE = 1e-3f;

    private SoftmaxCrossEntropy() {}

    @Override
    public void check(Samples data, int outputs) {
        if (outputs < 2) {
            throw new IllegalArgumentException(
                    "a network of one output is always right about its only class; give it an output for each of two or more");
        }
        if (data.outputs() > outputs) {
            throw new IllegalArgumentException(
                    "the network tells " + outputs + " classes apart, but the data has " + data.outputs());
        }
    }

    @Override
    public String fault(float[] targets, int rows, int classes) {
        for (int r = 0; r < rows; r++) {
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += targets[r * classes + c];
            }
            if (!(Math.abs(sum - 1) < SUM_TOLERANCE)) {
                return "sum to " + sum + " instead of 1";
            }
        }
        return null;
    }

    @Override
    public Rows rows(Kernels kernels, int outputs) {
        return new Softmax(kernels, outputs);
    }

    private static final class Softmax implements Rows {
        private final Kernels kernels;
        private final int classes;
        private final float[] logits;
        private final float[] exponentials;

        Softmax(Kernels kernels, int classes) {
            this.kernels = kernels;
            this.classes = classes;
            logits = new float[classes];
            exponentials = new float[classes];
        }

        /** Computes {@code exp(z - greatest)} of a row and returns their sum, added in the order of the classes. */
        private float exponentials(float[] z, int at, float greatest) {
            kernels.exp(z, at, classes, greatest, exponentials);
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += exponentials[c];
            }
            return sum;
        }

        /** The loss of a row whose exponentials sum to {@code sum}: {@code Σ target · (log sum + greatest - z)}. */
        private double loss(float[] z, int at, float greatest, float sum, float[] targets, int targetAt) {
            double logSum = StrictMath.log(sum) + greatest;
            double loss = 0;
            for (int c = 0; c < classes; c++) {
                float target = targets[targetAt + c];
                if (target != 0) {
                    loss += target * (logSum - z[at + c]);
                }
            }
            return loss;
        }

        @Override
        public double value(float[] z, int at, float[] targets, int targetAt) {
            float greatest = z[at + Classes.greatest(z, at, classes)];
            return loss(z, at, greatest, exponentials(z, at, greatest), targets, targetAt);
        }

        @Override
        public boolean hit(float[] z, int at, float[] truth, int truthAt) {
            return Classes.greatest(z, at, classes) == Classes.greatest(truth, truthAt, classes);
        }

        @Override
        public void predict(float[] z, int at) {
            float sum = exponentials(z, at, z[at + Classes.greatest(z, at, classes)]);
            for (int c = 0; c < classes; c++) {
                z[at + c] = exponentials[c] / sum;
            }
        }

        @Override
        public void gradient(
                PanelMatrix outputs,
                int firstRow,
                int rows,
                float[] targets,
                float[] truth,
                double[] losses,
                boolean[] hits) {
            for (int r = 0; r < rows; r++) {
                int row = firstRow + r;
                int target = r * classes;
                outputs.getRow(row, logits, 0);
                int winner = Classes.greatest(logits, 0, classes);
                float sum = exponentials(logits, 0, logits[winner]);
                losses[row] = loss(logits, 0, logits[winner], sum, targets, target);
                hits[row] = winner == Classes.greatest(truth, target, classes);
                writeGradient(outputs, row, 1 / sum, targets, target);
            }
        }

        /** {@code softmax(z) - target}. */
        private void writeGradient(PanelMatrix to, int row, float inverse, float[] targets, int targetAt) {
            for (int c = 0; c < classes; c++) {
                int at = to.offset(c / PanelMatrix.WIDTH, row) + c % PanelMatrix.WIDTH;
                to.data()[at] = Math.fma(exponentials[c], inverse, -targets[targetAt + c]);
            }
        }
    }
}
