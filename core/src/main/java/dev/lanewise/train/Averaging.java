package dev.lanewise.train;

/**
 * The weights that a run is evaluated with and ends with are an average over its course, while training itself goes on from its own.
 * The text form ({@code ema:0.999}, {@code swa:40}) is what {@link #parse} reads and {@code toString} gives.
 */
public sealed interface Averaging {
    /**
     * A running average after each update: {@code average = d·average + (1 - d)·weights} with {@code d = min(decay, (1 + t) / (10 + t))}
     * for the t-th update, 1, 2, …, so that the first weights are soon forgotten. B. Polyak, A. Juditsky, "Acceleration of Stochastic
     * Approximation by Averaging", SIAM J. Control and Optimization 30, 1992; M. Tan, Q. Le, "EfficientNet", ICML 2019 with this form.
     *
     * @param decay above 0 and below 1; 0.999 averages over about a thousand updates
     */
    static Averaging ema(double decay) {
        return new Ema(decay);
    }

    /**
     * The mean of the weights after epoch {@code first} = 1, 2, … and after each later one: P. Izmailov et al., "Averaging Weights
     * Leads to Wider Optima and Better Generalization", UAI 2018. Before that, the weights themselves.
     */
    static Averaging swa(int first) {
        return new Swa(first);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Averaging parse(String typed) {
        try {
            if (typed.startsWith("ema:")) {
                return ema(Double.parseDouble(typed.substring("ema:".length())));
            }
            if (typed.startsWith("swa:")) {
                return swa(Integer.parseInt(typed.substring("swa:".length())));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("average '" + typed + "' has a part that is not a number", e);
        }
        throw new IllegalArgumentException(
                "unknown average '" + typed + "'; use ema:DECAY, as in ema:0.999, or swa:FIRST_EPOCH, as in swa:40");
    }

    /** See {@link Averaging#ema}. */
    record Ema(double decay) implements Averaging {
        /** Checks the decay. */
        public Ema {
            if (!(decay > 0 && decay < 1)) {
                throw new IllegalArgumentException(
                        "the decay of a running average must be above 0 and below 1, but is " + decay);
            }
        }

        @Override
        public String toString() {
            return "ema:" + decay;
        }
    }

    /** See {@link Averaging#swa}. */
    record Swa(int first) implements Averaging {
        /** Checks the epoch. */
        public Swa {
            if (first < 1) {
                throw new IllegalArgumentException("the first epoch averaged must be at least 1, but is " + first);
            }
        }

        @Override
        public String toString() {
            return "swa:" + first;
        }
    }
}
