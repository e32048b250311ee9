package dev.lanewise.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Things that take turns in being timed, as a machine that changes its speed does so for all of them. Every second round goes in the
 * other order, which evens out a clock that drifts.
 */
public final class Turns {
    private final List<DoubleSupplier> all;
    private final List<double[]> rounds = new ArrayList<>();

    /** @param all each of which takes a turn and says how long it took, in any unit */
    public Turns(List<DoubleSupplier> all) {
        this.all = List.copyOf(all);
    }

    /** A turn for each. */
    public void round() {
        double[] times = new double[all.size()];
        for (int i = 0; i < times.length; i++) {
            int turn = rounds.size() % 2 == 0 ? i : times.length - 1 - i;
            times[turn] = all.get(turn).getAsDouble();
        }
        rounds.add(times);
    }

    /** How many rounds there were. */
    public int rounds() {
        return rounds.size();
    }

    /** How long one of them takes. */
    public MedianInterval time(int which) {
        return MedianInterval.of(
                rounds.stream().mapToDouble(times -> times[which]).toArray());
    }

    /** How many times as long as the first one of them takes, by the ratio of each round. */
    public MedianInterval ratio(int which) {
        return MedianInterval.of(
                rounds.stream().mapToDouble(times -> times[which] / times[0]).toArray());
    }
}
