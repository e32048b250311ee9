package dev.lanewise.optim;

import dev.lanewise.kernel.Kernels;

/** How a gradient becomes a step. The learning rate is the schedule's business. */
public sealed interface Optimizer {
    /** How many numbers it remembers for each parameter. */
    int slots();

    /** Which it is. */
    OptimizerKind kind();

    /** Its name and all its numbers, {@code momentum:0.9}: what a checkpoint knows it by, so it must not change. */
    String text();

    /**
     * Updates a run of parameters, {@code w = shrink * w - step}.
     *
     * @param g the gradients, from index 0 on, times {@code 1 / size.scale()}
     */
    void update(Kernels kernels, Slice slice, float[] g, StepSize size);

    /** The learning rate, corrected for the step's number 0, 1, … where the optimizer's averages start at zero. */
    default float rate(float learningRate, long number) {
        return learningRate;
    }

    /** Another factor that depends on the step's number. */
    default float correction(long number) {
        return 1;
    }

    /**
     * The decoupled decay of the weights that belongs to it unless a regularizer is a {@code dev.lanewise.spi.WeightDecay}: 0
     * but for AdamW. It is the trainer that applies it, as it does a regularizer's.
     */
    default float decay() {
        return 0;
    }

    /** Stochastic gradient descent: {@code w -= rate * g}. */
    static Optimizer sgd() {
        return new Sgd();
    }

    /** Heavy-ball momentum as PyTorch has it: {@code v = mu * v + g; w -= rate * v}. */
    static Optimizer momentum(float mu) {
        return new Momentum(mu, false);
    }

    /** Nesterov's momentum as PyTorch has it: {@code v = mu * v + g; w -= rate * (g + mu * v)}. */
    static Optimizer nesterov(float mu) {
        return new Momentum(mu, true);
    }

    /** Adam with its authors' settings: 0.9, 0.999, 1e-8. */
    static Optimizer adam() {
        return Adam.decaying(0);
    }

    /**
     * AdamW: Adam with a decoupled decay of 0.01, {@code w *= 1 - rate * 0.01}, as PyTorch's is by default; but of the weights
     * alone, where PyTorch decays the biases too. A regularizer that is a {@code dev.lanewise.spi.WeightDecay} takes the place of
     * that decay, so {@code weight-decay:0.01,biases=true} is what PyTorch does, and {@code weight-decay:0} is {@link #adam}.
     */
    static Optimizer adamW() {
        return Adam.decaying(0.01f);
    }

    /** See {@link Optimizer#sgd}. */
    record Sgd() implements Optimizer {
        @Override
        public int slots() {
            return 0;
        }

        @Override
        public OptimizerKind kind() {
            return OptimizerKind.SGD;
        }

        @Override
        public String text() {
            return "sgd";
        }

        @Override
        public void update(Kernels kernels, Slice slice, float[] g, StepSize size) {
            kernels.sgd(
                    slice.parameters(), slice.offset(), g, slice.length(), size.rate() * size.scale(), size.shrink());
        }
    }

    /** See {@link Optimizer#momentum} and {@link Optimizer#nesterov}. */
    record Momentum(float mu, boolean nesterov) implements Optimizer {
        /** Checks the argument. */
        public Momentum {
            if (!(mu >= 0 && mu < 1)) {
                throw new IllegalArgumentException("the momentum must be at least 0 and less than 1, but is " + mu);
            }
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public OptimizerKind kind() {
            return nesterov ? OptimizerKind.NESTEROV : OptimizerKind.MOMENTUM;
        }

        @Override
        public String text() {
            return (nesterov ? "nesterov:" : "momentum:") + mu;
        }

        @Override
        public void update(Kernels kernels, Slice slice, float[] g, StepSize size) {
            kernels.momentum(
                    slice.parameters(),
                    slice.memory()[0],
                    slice.offset(),
                    g,
                    slice.length(),
                    size.scale(),
                    size.rate(),
                    size.shrink(),
                    mu,
                    nesterov);
        }
    }

    /** See {@link Optimizer#adam} and {@link Optimizer#adamW}. */
    record Adam(float beta1, float beta2, float epsilon, float decay) implements Optimizer {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is outside its range
         */
        public Adam {
            boolean averages = beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1;
            boolean others = epsilon > 0 && Float.isFinite(epsilon) && decay >= 0 && Float.isFinite(decay);
            if (!averages || !others) {
                throw new IllegalArgumentException(
                        "adam needs betas from 0 to below 1, a positive epsilon and a decay of 0 or more, but got "
                                + beta1 + ", " + beta2 + ", " + epsilon + " and " + decay);
            }
        }

        /** With its authors' settings. */
        private static Adam decaying(float decay) {
            return new Adam(0.9f, 0.999f, 1e-8f, decay);
        }

        @Override
        public int slots() {
            return 2;
        }

        @Override
        public OptimizerKind kind() {
            return decay == 0 ? OptimizerKind.ADAM : OptimizerKind.ADAMW;
        }

        @Override
        public String text() {
            String averages = beta1 + "," + beta2 + "," + epsilon;
            return decay == 0 ? "adam:" + averages : "adamw:" + averages + "," + decay;
        }

        @Override
        public void update(Kernels kernels, Slice slice, float[] g, StepSize size) {
            kernels.adam(
                    slice.parameters(),
                    slice.memory()[0],
                    slice.memory()[1],
                    slice.offset(),
                    g,
                    slice.length(),
                    size.scale(),
                    size.rate(),
                    size.shrink(),
                    beta1,
                    beta2,
                    epsilon,
                    size.correction());
        }

        @Override
        public float rate(float learningRate, long number) {
            return (float) (learningRate / (1 - Powers.power(beta1, number + 1)));
        }

        @Override
        public float correction(long number) {
            return (float) (1 / Math.sqrt(1 - Powers.power(beta2, number + 1)));
        }
    }
}
