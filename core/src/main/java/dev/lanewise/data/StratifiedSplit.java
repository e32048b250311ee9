package dev.lanewise.data;

import dev.lanewise.random.Streams;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** See {@link LabelledImages#holdOut} and {@link Table#holdOut}. */
final class StratifiedSplit {
    private StratifiedSplit() {}

    /**
     * Which samples are held out.
     *
     * @param label of a sample, 0 … classes - 1
     */
    static boolean[] of(Samples data, int classes, IntUnaryOperator label, double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the fraction to hold out must be above 0 and below 1, but is " + fraction);
        }
        boolean[] out = new boolean[data.size()];
        int count = 0;
        for (int c = 0; c < classes; c++) {
            count += choose(label, c, fraction, Streams.holdOut(seed, c), out);
        }
        if (count == 0 || count == data.size()) {
            String part = new BigDecimal(Float.toString((float) fraction))
                    .stripTrailingZeros()
                    .toPlainString();
            throw new IllegalArgumentException("holding out " + part + (classes > 1 ? " of each class" : "")
                    + ", rounded to whole " + data.samplesName() + ", takes " + (count == 0 ? "none" : "all") + " of "
                    + data.size() + "; use another fraction or more " + data.samplesName());
        }
        return out;
    }

    /** Marks the first samples of a random order of a class, and returns their number. */
    private static int choose(
            IntUnaryOperator label, int wanted, double fraction, SplittableRandom random, boolean[] out) {
        int[] members = IntStream.range(0, out.length)
                .filter(i -> label.applyAsInt(i) == wanted)
                .toArray();
        int count = (int) Math.round(fraction * members.length);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, members.length);
            out[members[j]] = true;
            members[j] = members[i];
        }
        return count;
    }

    static int[] where(boolean[] marks, boolean value) {
        return IntStream.range(0, marks.length).filter(i -> marks[i] == value).toArray();
    }
}
