package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Target;
import dev.lanewise.kernel.Fma;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** {@code Σ weight · target · -log softmax(z)} of a row of logits z. A hit is a row whose greatest logit is that of the true class. */
final class SoftmaxCrossEntropy implements Loss {
    static final String NAME = "softmax-cross-entropy";
    static final Loss INSTANCE = new SoftmaxCrossEntropy(null);

    /** Far above rounding, even over a million classes, and far below any mistake. */
    private static final float SUM_TOLERANCE = 1e-3f;

    /** What the classes count; null if they count alike. */
    private final float[] weights;

    private SoftmaxCrossEntropy(float[] weights) {
        this.weights = weights;
    }

    static Loss weighted(float[] weights) {
        if (weights.length < 2) {
            throw new IllegalArgumentException("weights of classes must be at least two, but are " + weights.length);
        }
        for (float each : weights) {
            if (!(each > 0 && each < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weights of classes must be positive, but one is " + each);
            }
        }
        return new SoftmaxCrossEntropy(weights.clone());
    }

    static Loss balanced(Samples train) {
        int classes = train.outputs();
        if (train.target() != Target.CLASS || classes < 2) {
            throw new IllegalArgumentException("only samples that are each of one of several classes can be balanced");
        }
        int[] counts = train.classCounts();
        float[] weights = new float[classes];
        for (int c = 0; c < classes; c++) {
            weights[c] = counts[c] == 0 ? 1 : (float) ((double) train.size() / classes / counts[c]);
        }
        return weighted(weights);
    }

    @Override
    public String name() {
        return weights == null
                ? NAME
                : IntStream.range(0, weights.length)
                        .mapToObj(c -> Float.toString(weights[c]))
                        .collect(Collectors.joining(",", NAME + ":", ""));
    }

    @Override
    public String toString() {
        return name();
    }

    @Override
    public Predicts predicts() {
        return Predicts.CLASSES;
    }

    @Override
    public void check(int outputs) {
        if (outputs < 2) {
            throw new IllegalArgumentException("the softmax of one output is 1 whatever the network says; use the loss "
                    + BinaryCrossEntropy.NAME + " for yes or no, " + MeanSquaredError.NAME
                    + " for a value, or an output for each class");
        }
        if (weights != null && weights.length != outputs) {
            throw new IllegalArgumentException(
                    "the loss has weights for " + weights.length + " classes, but the network " + outputs + " outputs");
        }
    }

    @Override
    public void check(Samples data, int outputs) {
        check(outputs);
        if (data.target() != Target.CLASS) {
            throw new IllegalArgumentException("the targets of the data are "
                    + (data.target() == Target.VALUES ? "values" : "labels that may hold together") + ", but the loss "
                    + NAME + " is for samples of one class each; use "
                    + (data.target() == Target.VALUES ? MeanSquaredError.NAME : BinaryCrossEntropy.NAME));
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
        return new Softmax(kernels, outputs, weights);
    }

    /** Takes each step of the computation for many rows before the next, so that the processor need not wait for each row in turn. */
    private static final class Softmax implements Rows {
        /**
         * Floats of a buffer, 8 KB. It stays in the first-level cache, and hardly any of its cache lines are those of another
         * thread's buffer too, which would slow down both.
         */
        private static final int FLOATS = 2048;

        private final Kernels kernels;
        private final int classes;
        private final float[] weights;
        private final int mostRows;
        private final float[] logits;
        private final float[] exponentials;
        private final int[] winners;
        private final float[] sums;

        Softmax(Kernels kernels, int classes, float[] weights) {
            this.kernels = kernels;
            this.classes = classes;
            this.weights = weights;
            mostRows = Math.max(1, FLOATS / classes);
            logits = new float[Math.max(FLOATS, classes)];
            exponentials = new float[logits.length];
            winners = new int[FLOATS];
            sums = new float[FLOATS];
        }

        /**
         * Computes {@code exp(z - greatest)} of some rows, and of each row the class with the greatest logit and the sum of the
         * exponentials, added in the order of the classes.
         */
        private void exponentials(float[] z, int at, int rows) {
            for (int r = 0; r < rows; r++) {
                winners[r] = Classes.greatest(z, at + r * classes, classes);
            }
            for (int r = 0; r < rows; r++) {
                float greatest = z[at + r * classes + winners[r]];
                for (int c = 0; c < classes; c++) {
                    exponentials[r * classes + c] = z[at + r * classes + c] - greatest;
                }
            }
            kernels.exp(exponentials, 0, rows * classes);
            for (int r = 0; r < rows; r++) {
                float sum = 0;
                for (int c = 0; c < classes; c++) {
                    sum += exponentials[r * classes + c];
                }
                sums[r] = sum;
            }
        }

        /** A target, times what its class counts. */
        private float weighted(float[] targets, int targetAt, int c) {
            return weights == null ? targets[targetAt + c] : weights[c] * targets[targetAt + c];
        }

        /** What a row counts: the sum of its weighted targets. */
        private float weight(float[] targets, int targetAt) {
            if (weights == null) {
                return 1;
            }
            float sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += weighted(targets, targetAt, c);
            }
            return sum;
        }

        /** The loss of row {@code r} of those whose exponentials there are: {@code Σ target · (log sum + greatest - z)}. */
        private double loss(int r, float[] z, int at, float[] targets, int targetAt) {
            double logSum = StrictMath.log(sums[r]) + z[at + winners[r]];
            double loss = 0;
            for (int c = 0; c < classes; c++) {
                float target = weighted(targets, targetAt, c);
                if (target != 0) {
                    loss += target * (logSum - z[at + c]);
                }
            }
            return loss;
        }

        @Override
        public double value(float[] z, int at, float[] targets, int targetAt) {
            exponentials(z, at, 1);
            return loss(0, z, at, targets, targetAt);
        }

        @Override
        public boolean hit(float[] z, int at, float[] truth, int truthAt) {
            return Classes.isGreatest(truth, truthAt, classes, Classes.greatest(z, at, classes));
        }

        @Override
        public void predict(float[] z, int at) {
            exponentials(z, at, 1);
            for (int c = 0; c < classes; c++) {
                z[at + c] = exponentials[c] / sums[0];
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
            for (int from = 0; from < rows; from += mostRows) {
                int some = Math.min(mostRows, rows - from);
                for (int r = 0; r < some; r++) {
                    kernels.getRow(outputs, firstRow + from + r, logits, r * classes);
                }
                exponentials(logits, 0, some);
                for (int r = 0; r < some; r++) {
                    int row = firstRow + from + r;
                    int target = (from + r) * classes;
                    losses[row] = loss(r, logits, r * classes, targets, target);
                    hits[row] = Classes.isGreatest(truth, target, classes, winners[r]);
                }
                for (int r = 0; r < some; r++) {
                    writeGradient(outputs, firstRow + from + r, r, targets, (from + r) * classes);
                }
            }
        }

        /** {@code weight · softmax(z) - weighted target}, which takes the place of the row's exponentials. */
        private void writeGradient(PanelMatrix to, int row, int r, float[] targets, int targetAt) {
            float inverse = weight(targets, targetAt) / sums[r];
            for (int c = 0; c < classes; c++) {
                int i = r * classes + c;
                exponentials[i] = Fma.fma(exponentials[i], inverse, -weighted(targets, targetAt, c));
            }
            kernels.setRow(to, row, exponentials, r * classes);
        }
    }
}
