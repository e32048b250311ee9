package dev.lanewise.cli.sweep;

import dev.lanewise.cli.result.Spread;
import java.util.List;
import java.util.Optional;

/**
 * Where a setting stands on the leaderboard.
 *
 * @param setting its number, 1, 2, …
 * @param label the setting in words
 * @param epochs of its runs
 * @param results of its runs so far, by their seeds; none if it cannot be trained
 * @param why it has no place, in words; empty if it has one
 */
public record Standing(int setting, String label, int epochs, List<TrialResult> results, String why) {
    /** Whether it has figures to be ranked by. */
    public boolean ranked() {
        return why.isEmpty();
    }

    /** Loss on the samples held out. */
    public Spread loss() {
        return Spread.of(results.stream().mapToDouble(TrialResult::loss).toArray());
    }

    /** Accuracy on the samples held out; empty where networks predict values. */
    public Optional<Spread> accuracy() {
        return results.stream().anyMatch(each -> Double.isNaN(each.accuracy()))
                ? Optional.empty()
                : Optional.of(Spread.of(
                        results.stream().mapToDouble(TrialResult::accuracy).toArray()));
    }

    /** What it is ranked by, for people: accuracy in percent, or loss. */
    public String figure() {
        return accuracy().map(Spread::percent).orElseGet(() -> loss().plain());
    }

    /** The same in words, {@code validation accuracy 88.12 ± 0.20 %}. */
    public String figureInWords() {
        return accuracy().isPresent() ? "validation accuracy " + figure() + " %" : "validation loss " + figure();
    }

    /** What {@link #figure} is of, as a heading. */
    public String figureName() {
        return accuracy().isPresent() ? "validation %" : "validation loss";
    }

    /** The same as a number. */
    double value() {
        return accuracy().map(each -> 100 * each.mean()).orElseGet(() -> loss().mean());
    }

    double seconds() {
        return results.stream().mapToDouble(TrialResult::seconds).sum();
    }
}
