package dev.lanewise.optim;

/**
 * How the learning rate changes. The text form ({@code constant}, {@code step:10,0.5}, {@code cosine}, {@code cosine:2}) is what
 * {@link #parse} reads and {@code toString} gives.
 */
public sealed interface Schedule {
    /**
     * The factor on the learning rate.
     *
     * @param progress epochs done, with fractions
     * @param epochs how many epochs the run will have
     */
    double factor(double progress, int epochs);

    /** Always 1. */
    static Schedule constant() {
        return new Constant();
    }

    /** Step decay: multiplied by {@code factor} every {@code epochs} epochs. */
    static Schedule step(int epochs, double factor) {
        return new StepDecay(epochs, factor);
    }

    /**
     * Rises in a straight line for {@code warmup} epochs, then falls to zero along half a cosine: I. Loshchilov, F. Hutter,
     * "SGDR", ICLR 2017.
     */
    static Schedule cosine(int warmup) {
        return new Cosine(warmup);
    }

    /**
     * Reads the text form, in which blanks do not count.
     *
     * @throws IllegalArgumentException if it is not one
     */
    static Schedule parse(String typed) {
        String text = typed.replaceAll("\\s", "");
        try {
            if (text.equals("constant")) {
                return constant();
            }
            if (text.equals("cosine")) {
                return cosine(0);
            }
            if (text.startsWith("cosine:")) {
                return cosine(Integer.parseInt(text.substring("cosine:".length())));
            }
            int comma = text.indexOf(',');
            if (text.startsWith("step:") && comma > 0) {
                return step(
                        Integer.parseInt(text.substring("step:".length(), comma)),
                        Double.parseDouble(text.substring(comma + 1)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("schedule '" + typed + "' has a part that is not a number", e);
        }
        throw new IllegalArgumentException(
                "unknown schedule '" + typed + "'; use constant, step:EPOCHS,FACTOR, cosine or cosine:WARMUP_EPOCHS");
    }

    /** See {@link Schedule#constant}. */
    record Constant() implements Schedule {
        @Override
        public double factor(double progress, int epochs) {
            return 1;
        }

        @Override
        public String toString() {
            return "constant";
        }
    }

    /** See {@link Schedule#step}. */
    record StepDecay(int every, double factor) implements Schedule {
        /** Checks the arguments. */
        public StepDecay {
            if (every < 1 || !(factor > 0 && factor <= 1)) {
                throw new IllegalArgumentException("a step schedule needs at least 1 epoch and a factor above 0 and at"
                        + " most 1, but got " + every + " and " + factor);
            }
        }

        @Override
        public double factor(double progress, int epochs) {
            return Powers.power(factor, (long) (progress / every));
        }

        @Override
        public String toString() {
            return "step:" + every + "," + factor;
        }
    }

    /** See {@link Schedule#cosine}. */
    record Cosine(int warmup) implements Schedule {
        /** Checks the argument. */
        public Cosine {
            if (warmup < 0) {
                throw new IllegalArgumentException("a warm-up cannot last " + warmup + " epochs");
            }
        }

        @Override
        public double factor(double progress, int epochs) {
            if (progress < warmup) {
                return progress / warmup;
            }
            double done = Math.min(1, (progress - warmup) / Math.max(1, epochs - warmup));
            return 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
        }

        @Override
        public String toString() {
            return warmup == 0 ? "cosine" : "cosine:" + warmup;
        }
    }
}
