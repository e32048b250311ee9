package dev.lanewise.nn;

import dev.lanewise.data.Samples;
import dev.lanewise.data.Standardization;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;

/** A loss between outputs and standardised targets; what is predicted from the outputs is in the targets' own units. */
record StandardizedTargets(Loss inner, Standardization standardization) implements Loss {
    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Predicts predicts() {
        return inner.predicts();
    }

    @Override
    public void check(int outputs) {
        inner.check(outputs);
    }

    @Override
    public void check(Samples data, int outputs) {
        if (predicts() != Predicts.VALUES) {
            throw new IllegalArgumentException("the network standardises its targets, for which the loss " + name()
                    + " is not; use mean-squared-error or huber, or standardise the inputs alone");
        }
        inner.check(data, outputs);
    }

    @Override
    public String fault(float[] targets, int rows, int outputs) {
        return inner.fault(targets, rows, outputs);
    }

    @Override
    public Rows rows(Kernels kernels, int outputs) {
        return new Scaled(inner.rows(kernels, outputs), outputs);
    }

    @Override
    public String toString() {
        return name();
    }

    private final class Scaled implements Rows {
        private final Rows rows;
        private final int outputs;
        private float[] scaled;

        Scaled(Rows rows, int outputs) {
            this.rows = rows;
            this.outputs = outputs;
            scaled = new float[outputs];
        }

        private float[] scaled(float[] targets, int from, int count) {
            if (scaled.length < count * outputs) {
                scaled = new float[count * outputs]; // as many as a step ever asks for, after the first
            }
            System.arraycopy(targets, from, scaled, 0, count * outputs);
            for (int r = 0; r < count; r++) {
                standardization.apply(scaled, r * outputs);
            }
            return scaled;
        }

        @Override
        public double value(float[] z, int at, float[] targets, int targetAt) {
            return rows.value(z, at, scaled(targets, targetAt, 1), 0);
        }

        @Override
        public boolean hit(float[] z, int at, float[] truth, int truthAt) {
            return rows.hit(z, at, truth, truthAt);
        }

        @Override
        public void predict(float[] z, int at) {
            rows.predict(z, at);
            standardization.undo(z, at);
        }

        @Override
        public void gradient(
                PanelMatrix to,
                int firstRow,
                int count,
                float[] targets,
                float[] truth,
                double[] losses,
                boolean[] hits) {
            rows.gradient(to, firstRow, count, scaled(targets, 0, count), truth, losses, hits);
        }
    }
}
