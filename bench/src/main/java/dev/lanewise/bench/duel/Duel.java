package dev.lanewise.bench.duel;

import dev.lanewise.bench.training.TrainingJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lets systems take turns at the same job. A round that something else disturbed is repeated, as long as that helps. */
final class Duel implements AutoCloseable {
    /** Turns of ours to find out how long it takes. */
    private static final int CALIBRATIONS = 7;

    /** Turns of ours to get a job compiled: the first of all, and each product, as another shape may be for other code. */
    private static final int FIRST_CALIBRATIONS = 30;

    /** Steps of a network before any is timed: in the first ones ours tries every way to compute its products. */
    private static final int SETTLING = 30;

    private final Rules rules;
    private final int threads;
    private final List<Opponent> opponents = new ArrayList<>();
    private final List<String> dropouts = new ArrayList<>();
    private boolean compiled;
    private double bestPeak;

    /**
     * How a duel is fought.
     *
     * @param rounds that count
     * @param secondsPerTurn of ours, about
     * @param trained whether networks are trained for two epochs first, not for a few steps, as fresh ones have other zeros, and as ours
     *     compiles some of what it does in the second
     */
    record Rules(int rounds, double secondsPerTurn, boolean trained) {}

    /** Starts a process for each system; the first is ours. */
    Duel(List<Peer> peers, int threads, Rules rules) throws IOException {
        this.threads = threads;
        this.rules = rules;
        for (Peer each : peers) {
            opponents.add(new Opponent(each, threads));
        }
    }

    /** Runs a job, one of {@link Jobs}. */
    List<Outcome> run(String job) throws IOException {
        opponents.getFirst().prepare(job);
        int times = calibrate(job);
        for (Opponent each : List.copyOf(opponents)) {
            if (each == opponents.getFirst()) {
                warmUp(each, job, times);
            } else {
                tryToWarmUp(each, job, times);
            }
        }
        return outcomes(job, times, rounds(job, times));
    }

    private void warmUp(Opponent opponent, String job, int times) throws IOException {
        opponent.prepare(job);
        if (job.startsWith(Jobs.TRAIN)) {
            TrainingJob training = TrainingJob.parse(job.substring(Jobs.TRAIN.length()));
            opponent.run(rules.trained() ? 2 * training.stepsOfAnEpoch() : SETTLING);
        }
        opponent.run(times);
        opponent.freeze();
    }

    /** A peer that cannot do the job here drops out, and says why; the others go on. */
    private void tryToWarmUp(Opponent opponent, String job, int times) {
        try {
            warmUp(opponent, job, times);
        } catch (IOException e) {
            dropOut(opponent, job, e);
        }
    }

    private void dropOut(Opponent opponent, String job, IOException why) {
        System.err.println(why.getMessage());
        dropouts.add(opponent.peer().label() + " from " + job + " on");
        opponents.remove(opponent);
        opponent.close();
    }

    /** The systems that dropped out, each with the job it did so at. */
    List<String> dropouts() {
        return dropouts;
    }

    /** Warms up ours and finds how often it does the job in one turn. */
    private int calibrate(String job) throws IOException {
        Opponent own = opponents.getFirst();
        own.peak();
        int turns = compiled && job.startsWith(Jobs.TRAIN) ? CALIBRATIONS : FIRST_CALIBRATIONS;
        compiled = true;
        int times = 1;
        for (int i = 0; i < turns; i++) {
            double seconds = own.run(times).seconds();
            times = (int) Math.max(1, Math.round(times * rules.secondsPerTurn() / seconds));
        }
        return times;
    }

    /** A peer that fails in one of them drops out, too, and they begin anew without it. */
    private List<Round> rounds(String job, int times) throws OpponentFailure {
        while (true) {
            try {
                return rounds(times);
            } catch (OpponentFailure e) {
                if (e.opponent() == opponents.getFirst()) {
                    throw e;
                }
                dropOut(e.opponent(), job, e);
            }
        }
    }

    private List<Round> rounds(int times) throws OpponentFailure {
        List<Round> kept = new ArrayList<>();
        int repeated = 0;
        for (int round = 0; kept.size() < rules.rounds(); round++) {
            Round next = Round.of(opponents, times, round % 2 == 1);
            bestPeak = Math.max(bestPeak, next.peak().gflops());
            if (next.disturbed(bestPeak) && repeated < rules.rounds()) {
                repeated++;
            } else {
                kept.add(next);
            }
        }
        return kept;
    }

    private List<Outcome> outcomes(String job, int times, List<Round> rounds) throws IOException {
        List<Double> peaks = rounds.stream().map(each -> each.peak().gflops()).toList();
        int disturbed =
                (int) rounds.stream().filter(each -> each.disturbed(bestPeak)).count();
        List<Outcome> out = new ArrayList<>();
        for (int i = 0; i < opponents.size(); i++) {
            opponents.get(i).thaw();
            int system = i;
            List<Turn> turns =
                    rounds.stream().map(each -> each.turns().get(system)).toList();
            out.add(new Outcome(
                    job,
                    threads,
                    opponents.get(i).peer().label(),
                    times,
                    turns.stream().map(Turn::seconds).toList(),
                    peaks,
                    turns.getLast().loss(),
                    turns.stream().mapToDouble(Turn::terms).average().orElseThrow(),
                    disturbed));
        }
        return out;
    }

    @Override
    public void close() {
        opponents.forEach(Opponent::close);
    }
}
