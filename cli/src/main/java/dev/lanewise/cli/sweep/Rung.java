package dev.lanewise.cli.sweep;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of successive halving (K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", AISTATS 2016), in which the best third of the settings goes on, to three times as many epochs.
 *
 * @param epochs that a run has done at its end; 0 for all that its setting has
 * @param settings how many take part
 */
record Rung(int epochs, int settings) {
    private static final int FACTOR = 3;

    /** The only one: all settings do all their epochs. */
    static List<Rung> one(int settings) {
        return List.of(new Rung(0, settings));
    }

    /** Those of halving, the last with all epochs. */
    static List<Rung> halving(int settings, int epochs) {
        List<Integer> ends = new ArrayList<>();
        int survivors = settings;
        for (int end = epochs; end >= 1; end /= FACTOR) {
            ends.addFirst(end);
            if (survivors == 1) {
                break;
            }
            survivors = bestThird(survivors);
        }
        List<Rung> out = new ArrayList<>();
        int left = settings;
        for (int end : ends) {
            out.add(new Rung(end, left));
            left = bestThird(left);
        }
        return List.copyOf(out);
    }

    /** No more than a third, as those that go on are mostly the large networks; but one at least. */
    private static int bestThird(int settings) {
        return Math.max(1, settings / FACTOR);
    }
}
