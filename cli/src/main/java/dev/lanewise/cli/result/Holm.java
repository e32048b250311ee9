package dev.lanewise.cli.result;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Corrects p values for how many tests were made: S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian
 * Journal of Statistics 6, 1979. If no two arms differ, one is called different with a probability of at most the level.
 */
final class Holm {
    private Holm() {}

    /** The corrected p of each test, in their order; NaN, for a test that could not be made, stays and does not count. */
    static double[] adjusted(double[] p) {
        int[] order = IntStream.range(0, p.length)
                .filter(i -> !Double.isNaN(p[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] out = p.clone();
        double least = 0;
        for (int rank = 0; rank < order.length; rank++) {
            least = Math.max(least, Math.min(1, (order.length - rank) * p[order[rank]]));
            out[order[rank]] = least;
        }
        return out;
    }
}
