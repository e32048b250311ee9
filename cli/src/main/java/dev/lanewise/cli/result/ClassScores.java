package dev.lanewise.cli.result;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well one class is recognised.
 *
 * @param images how many there are
 * @param precision of those taken for this class, the share that is of it; NaN if there are none
 * @param recall of those of this class, the share that is taken for it; NaN if there are none
 */
public record ClassScores(String name, int images, double precision, double recall) {
    /** The harmonic mean of precision and recall; 0 if nothing is recognised. */
    public double f1() {
        return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
    }

    /**
     * The scores of all classes.
     *
     * @param confusion how many images of class [truth] were taken for class [prediction]
     */
    public static List<ClassScores> of(int[][] confusion, List<String> names) {
        List<ClassScores> out = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int column = c;
            int images = IntStream.of(confusion[c]).sum();
            int taken = IntStream.range(0, confusion.length)
                    .map(truth -> confusion[truth][column])
                    .sum();
            double right = confusion[c][c];
            out.add(new ClassScores(names.get(c), images, right / taken, right / images));
        }
        return out;
    }
}
