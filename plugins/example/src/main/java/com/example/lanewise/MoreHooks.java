package com.example.lanewise;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.ActivationPenalty;
import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.MultiplicativeRegularizer;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.spi.WeightMatrix;
import java.util.Arrays;

/** What hooks can do beside dropping units; each is for a provider's {@code create} to return. */
public final class MoreHooks {
    private MoreHooks() {}

    /** A penalty on activations: half the sum of their squares, times lambda. */
    public record SmallActivations(float lambda) implements ActivationPenalty {
        @Override
        public double penalty(ActivationBlock block) {
            double sum = 0;
            for (int i = 0; i < block.length(); i++) {
                sum += (double) block.inputs()[i] * block.inputs()[i];
            }
            return lambda / 2.0 * sum;
        }

        @Override
        public void addGradient(ActivationBlock block) {
            float[] a = block.inputs();
            float[] g = block.values();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                g[i] += lambda * a[i];
            }
        }
    }

    /** Gradients on their way to the optimizer: none larger than most. */
    public record Clip(float most) implements GradientRegularizer {
        @Override
        public void change(WeightBlock block) {
            float[] g = block.gradients();
            int length = block.length();
            for (int i = 0; i < length; i++) {
                g[i] = Math.max(-most, Math.min(most, g[i]));
            }
        }
    }

    /** Whole matrices, and numbers kept between steps: weights stay near their own slow mean. */
    public record SlowMean(float rate) implements MatrixRegularizer {
        @Override
        public int stateLength(int layer, int inputs, int units) {
            return inputs * units;
        }

        @Override
        public void start(WeightMatrix matrix) {
            System.arraycopy(matrix.weights(), 0, matrix.state(), 0, matrix.length());
        }

        @Override
        public void afterUpdate(WeightMatrix matrix) {
            float[] w = matrix.weights();
            float[] mean = matrix.state();
            for (int i = 0; i < mean.length; i++) {
                mean[i] += rate * (w[i] - mean[i]);
                w[i] += rate * (mean[i] - w[i]);
            }
        }
    }

    /** A number of its own for each unit, learned with the weights: y = gain * a. */
    public record Gain() implements LearnedRegularizer {
        @Override
        public float[] initial(int layer, int width) {
            float[] ones = new float[width];
            Arrays.fill(ones, 1);
            return ones;
        }

        @Override
        public void forward(ActivationBlock block) {
            float[] x = block.values();
            for (int i = 0; i < block.length(); i++) {
                x[i] *= block.learned()[block.firstUnit() + i % block.columns()];
            }
        }

        @Override
        public void backward(ActivationBlock block) {
            float[] g = block.values();
            for (int i = 0; i < block.length(); i++) {
                block.learnedGradients()[i] = g[i] * block.inputs()[i];
                g[i] *= block.learned()[block.firstUnit() + i % block.columns()];
            }
        }
    }

    /** Noise by an address of one's own: one number for each sample scales all its activations. */
    public record ScaleSamples(float sigma) implements MultiplicativeRegularizer {
        @Override
        public void multiply(ActivationBlock block) {
            float[] x = block.values();
            for (int i = 0; i < block.length(); i++) {
                int row = block.firstRow() + i / block.columns();
                x[i] *= 1 + sigma * block.noise().normal(row);
            }
        }
    }

    /** The epochs so far: decay as strong as the validation set's loss exceeds that of training. */
    public record DecayByGap(float strength) implements WeightDecay {
        @Override
        public float shrink(int layer, Step step) {
            if (step.history().isEmpty()) {
                return 1;
            }
            double trained = step.history().getLast().loss();
            double gap = step.history().getLast().heldOutLoss().orElse(trained) - trained;
            return (float) (1 - step.learningRate() * strength * Math.max(0, gap));
        }
    }
}
