package dev.lanewise.cli.result;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well one class is told from the others, each figure 0…1. A share of nothing is no figure, and is empty: a class of which
 * there are no images has no recall, and one that no image is taken for has no precision.
 *
 * @param name of the class
 * @param images how many there are of this class
 * @param precision of the images taken for this class, the share that is of it
 * @param recall of the images of this class, the share that is taken for it
 * @param f1 the harmonic mean of the two, 2 · hits / (images + images taken for the class)
 */
public record ClassScores(String name, int images, OptionalDouble precision, OptionalDouble recall, OptionalDouble f1) {
    /**
     * The scores of all classes.
     *
     * @param confusion how many images of class [truth] were taken for class [prediction]
     * @param names of the classes, as many
     */
    public static List<ClassScores> of(int[][] confusion, List<String> names) {
        List<ClassScores> out = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int column = c;
            int images = IntStream.of(confusion[c]).sum();
            int taken = IntStream.range(0, confusion.length)
                    .map(truth -> confusion[truth][column])
                    .sum();
            int hits = confusion[c][c];
            out.add(new ClassScores(
                    names.get(c), images, share(hits, taken), share(hits, images), share(2 * hits, images + taken)));
        }
        return out;
    }

    private static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
