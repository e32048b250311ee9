package dev.lanewise.bench.duel;

import dev.lanewise.bench.machine.FmaPeak;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One turn of each system, while all others are stopped.
 *
 * @param peak measured by ours before its turn
 * @param turns in the order of the systems
 */
record Round(FmaPeak.Slice peak, List<Turn> turns) {
    /** A peak this far below the best has been slowed down by something, as the turns beside it will have been. */
    private static final double LEAST_OF_BEST = 0.9;

    private static final double LEAST_RUNNING = 0.97;

    /**
     * In the order of the systems or backwards, which evens out a clock that drifts.
     *
     * @throws OpponentFailure if one of them cannot take its turn
     */
    static Round of(List<Opponent> opponents, int times, boolean backwards) throws OpponentFailure {
        FmaPeak.Slice peak = null;
        Turn[] turns = new Turn[opponents.size()];
        for (int i = 0; i < turns.length; i++) {
            int system = backwards ? turns.length - 1 - i : i;
            Opponent opponent = opponents.get(system);
            try {
                opponent.thaw();
                if (system == 0) {
                    peak = opponent.peak();
                }
                turns[system] = opponent.run(times);
                opponent.freeze();
            } catch (IOException e) {
                throw new OpponentFailure(opponent, e);
            }
        }
        return new Round(peak, Arrays.asList(turns));
    }

    /** Whether other processes ran, threads had to wait for a processor, or the peak is far from the best that was seen. */
    boolean disturbed(double bestPeak) {
        return peak.running() < LEAST_RUNNING
                || peak.gflops() < LEAST_OF_BEST * bestPeak
                || turns.stream().anyMatch(Turn::disturbed);
    }
}
