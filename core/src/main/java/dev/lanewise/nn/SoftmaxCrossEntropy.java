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

    private static final class Softmax implements Rows {
        private final Kernels kernels;
        private final int classes;
        private final float[] logits;
        private final float[] exponentials;
        private final float[] weights;

        Softmax(Kernels kernels, int classes, float[] weights) {
            this.kernels = kernels;
            this.weights = weights;
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

        /** The loss of a row whose exponentials sum to {@code sum}: {@code Σ target · (log sum + greatest - z)}. */
        private double loss(float[] z, int at, float greatest, float sum, float[] targets, int targetAt) {
            double logSum = StrictMath.log(sum) + greatest;
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
                kernels.getRow(outputs, row, logits, 0);
                int winner = Classes.greatest(logits, 0, classes);
                float sum = exponentials(logits, 0, logits[winner]);
                losses[row] = loss(logits, 0, logits[winner], sum, targets, target);
                hits[row] = winner == Classes.greatest(truth, target, classes);
                writeGradient(outputs, row, weight(targets, target) / sum, targets, target);
            }
        }

        /** {@code weight · softmax(z) - weighted target}. */
        private void writeGradient(PanelMatrix to, int row, float inverse, float[] targets, int targetAt) {
            for (int c = 0; c < classes; c++) {
                to.set(row, c, Fma.fma(exponentials[c], inverse, -weighted(targets, targetAt, c)));
            }
        }
    }
}
