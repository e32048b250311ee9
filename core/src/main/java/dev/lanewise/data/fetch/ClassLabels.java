package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.Idx;
import dev.lanewise.data.IdxFile;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The labels of a data set as indices of its classes.
 *
 * @param train unsigned bytes
 * @param test unsigned bytes
 * @param names of the classes: their numbers
 */
record ClassLabels(byte[] train, byte[] test, List<String> names) {
    /** What a byte can tell apart. */
    private static final int MOST = 256;

    /**
     * Numbers the classes from the labels, which begin at 0 or at 1.
     *
     * @throws DataException if they are too many, or mostly without images
     */
    static ClassLabels of(IdxFile trainFile, IdxFile testFile) {
        int[] train = Idx.labels(trainFile);
        int[] test = Idx.labels(testFile);
        int first = IntStream.concat(Arrays.stream(train), Arrays.stream(test))
                                .min()
                                .orElseThrow()
                        == 1
                ? 1
                : 0;
        int highest = IntStream.concat(Arrays.stream(train), Arrays.stream(test))
                .max()
                .orElseThrow();
        check(trainFile, train, highest, first, used(train, test));
        check(testFile, test, highest, first, used(train, test));
        return new ClassLabels(
                bytes(train, first),
                bytes(test, first),
                IntStream.rangeClosed(first, highest)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private static long used(int[] train, int[] test) {
        return IntStream.concat(Arrays.stream(train), Arrays.stream(test))
                .distinct()
                .count();
    }

    /** One wrong label would otherwise make classes of all the numbers below it. */
    private static void check(IdxFile file, int[] labels, int highest, int first, long used) {
        int classes = highest - first + 1;
        int at = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == highest)
                .findFirst()
                .orElse(-1);
        if (at >= 0 && (classes > MOST || 2 * used < classes)) {
            throw new DataException(
                    file.path(),
                    "has label " + highest + " for image " + at + ", but "
                            + (classes > MOST
                                    ? "there may be no more than " + MOST + " classes"
                                    : "only " + used + " of the classes " + first + " to " + highest
                                            + " have images; number the classes from 0 on"));
        }
    }

    private static byte[] bytes(int[] labels, int first) {
        byte[] out = new byte[labels.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) (labels[i] - first);
        }
        return out;
    }

    /** A line for who did not expect it. */
    Optional<String> remark() {
        return names.getFirst().equals("1")
                ? Optional.of("no label is 0, so the classes are 1 to " + names.getLast())
                : Optional.empty();
    }
}
