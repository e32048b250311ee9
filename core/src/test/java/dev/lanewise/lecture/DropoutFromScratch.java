package dev.lanewise.lecture;

import java.util.SplittableRandom;

/**
 * A multilayer perceptron with dropout from scratch: arrays of floats and loops, nothing else. Trained by mini-batch gradient
 * descent on softmax cross-entropy. The library does the same sums, a few hundred times faster.
 */
final class DropoutFromScratch {
    private final float[][][] weights; // [layer][input][unit], the output layer last
    private final float[][] biases; // [layer][unit]
    private final double[] drop; // the probability to drop, of each hidden layer
    private final long seed;
    private long step;

    DropoutFromScratch(float[][][] weights, float[][] biases, double[] drop, long seed) {
        this.weights = weights;
        this.biases = biases;
        this.drop = drop;
        this.seed = seed;
    }

    /**
     * Inverted dropout of a batch [image][unit]: each value becomes zero with probability p, else it is divided by 1 - p, so
     * that its mean stays the same. Returns what each value was multiplied by.
     */
    static float[][] dropout(float[][] batch, double p, SplittableRandom random) {
        float[][] mask = new float[batch.length][batch[0].length];
        long threshold = Math.round(p * (1L << 32));
        long bits = 0;
        int e = 0;
        for (int i = 0; i < batch.length; i++) {
            for (int j = 0; j < batch[i].length; j++, e++) {
                bits = e % 2 == 0 ? random.nextLong() : bits >>> 32; // a long serves two values
                mask[i][j] = (bits & 0xFFFFFFFFL) < threshold ? 0 : (float) (1 / (1 - p));
                batch[i][j] *= mask[i][j];
            }
        }
        return mask;
    }

    /** The outputs for a batch, in inference: no dropout. */
    float[][] logits(float[][] images) {
        float[][] x = images;
        for (int l = 0; l < weights.length; l++) {
            x = dense(x, l);
        }
        return x;
    }

    /** x W + b, and ReLU except in the last layer. */
    private float[][] dense(float[][] x, int l) {
        float[][] y = new float[x.length][biases[l].length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < y[i].length; j++) {
                float sum = biases[l][j];
                for (int k = 0; k < x[i].length; k++) {
                    sum += x[i][k] * weights[l][k][j];
                }
                y[i][j] = l < weights.length - 1 ? Math.max(sum, 0) : sum;
            }
        }
        return y;
    }

    /** One step of gradient descent on a batch. */
    void train(float[][] images, int[] labels, float learningRate) {
        int layers = weights.length;
        float[][][] a = new float[layers + 1][][]; // what goes into each layer
        float[][][] masks = new float[layers][][];
        a[0] = images;
        for (int l = 0; l < layers; l++) {
            a[l + 1] = dense(a[l], l);
            if (l < layers - 1 && drop[l] > 0) {
                masks[l] = dropout(a[l + 1], drop[l], new SplittableRandom(key(l)));
            }
        }
        float[][] gradient = softmaxMinusTruth(a[layers], labels);
        for (int l = layers - 1; l >= 0; l--) {
            float[][] below = l > 0 ? gradientBelow(gradient, a[l], masks[l - 1], l) : null;
            update(l, a[l], gradient, learningRate / images.length);
            gradient = below;
        }
        step++;
    }

    /** Where the random numbers of hidden layer {@code l} begin in this step. */
    private long key(int l) {
        return hash(hash(hash(seed) + l) + step);
    }

    private static long hash(long x) {
        return new SplittableRandom(x).nextLong();
    }

    /** The gradient of cross-entropy by the logits. */
    private static float[][] softmaxMinusTruth(float[][] logits, int[] labels) {
        float[][] gradient = new float[logits.length][logits[0].length];
        for (int i = 0; i < logits.length; i++) {
            double sum = 0;
            for (float z : logits[i]) {
                sum += Math.exp(z);
            }
            for (int j = 0; j < logits[i].length; j++) {
                gradient[i][j] = (float) (Math.exp(logits[i][j]) / sum) - (labels[i] == j ? 1 : 0);
            }
        }
        return gradient;
    }

    /** Back through the weights of layer {@code l}, the dropout before it, and ReLU. */
    private float[][] gradientBelow(float[][] gradient, float[][] a, float[][] mask, int l) {
        float[][] below = new float[a.length][a[0].length];
        for (int i = 0; i < a.length; i++) {
            for (int k = 0; k < a[i].length; k++) {
                for (int j = 0; j < gradient[i].length; j++) {
                    below[i][k] += gradient[i][j] * weights[l][k][j];
                }
                below[i][k] *= a[i][k] > 0 ? mask == null ? 1 : mask[i][k] : 0;
            }
        }
        return below;
    }

    private void update(int l, float[][] a, float[][] gradient, float rate) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < gradient[i].length; j++) {
                biases[l][j] -= rate * gradient[i][j];
                for (int k = 0; k < a[i].length; k++) {
                    weights[l][k][j] -= rate * a[i][k] * gradient[i][j];
                }
            }
        }
    }
}
