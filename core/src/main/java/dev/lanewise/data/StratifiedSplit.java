package dev.lanewise.data;

import dev.lanewise.random.Streams;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** See {@link LabelledImages#holdOut}. */
final class StratifiedSplit {
    private StratifiedSplit() {}

    static TrainTest<LabelledImages> of(LabelledImages data, double fraction, long seed) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the fraction to hold out must be above 0 and below 1, but is " + fraction);
        }
        boolean[] out = new boolean[data.size()];
        int count = 0;
        for (int c = 0; c < data.classes(); c++) {
            count += choose(data, c, fraction, Streams.holdOut(seed, c), out);
        }
        if (count == 0 || count == data.size()) {
            throw new IllegalArgumentException("holding out " + (float) fraction + " of " + data.size()
                    + " images leaves " + (count == 0 ? "none to test on" : "none to train on")
                    + "; use another fraction or more images");
        }
        return new TrainTest<>(data.select(where(out, false)), data.select(where(out, true)));
    }

    /** Marks the first images of a random order of a class, and returns their number. */
    private static int choose(LabelledImages data, int label, double fraction, SplittableRandom random, boolean[] out) {
        int[] members = IntStream.range(0, data.size())
                .filter(i -> data.label(i) == label)
                .toArray();
        int count = (int) Math.round(fraction * members.length);
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i, members.length);
            out[members[j]] = true;
            members[j] = members[i];
        }
        return count;
    }

    private static int[] where(boolean[] marks, boolean value) {
        return IntStream.range(0, marks.length).filter(i -> marks[i] == value).toArray();
    }
}
