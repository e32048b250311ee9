package dev.lanewise.cli.result;

import java.util.ArrayList;
import java.util.List;

/**
 * How well one class is told from the others. A figure whose denominator is zero is 0.
 *
 * @param name of the class
 * @param precision of the images taken for this class, the share that are
 * @param recall of the images of this class, the share taken for it
 * @param f1 the harmonic mean of the two
 * @param support how many images there are of this class
 */
public record ClassMetrics(String name, double precision, double recall, double f1, int support) {
    /** Figures for every class of a confusion matrix [truth][prediction]. */
    public static List<ClassMetrics> of(int[][] confusion, List<String> names) {
        List<ClassMetrics> all = new ArrayList<>();
        for (int c = 0; c < confusion.length; c++) {
            int truth = 0;
            int predicted = 0;
            for (int other = 0; other < confusion.length; other++) {
                truth += confusion[c][other];
                predicted += confusion[other][c];
            }
            int hits = confusion[c][c];
            all.add(new ClassMetrics(
                    names.get(c),
                    share(hits, predicted),
                    share(hits, truth),
                    share(2 * hits, truth + predicted),
                    truth));
        }
        return all;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
