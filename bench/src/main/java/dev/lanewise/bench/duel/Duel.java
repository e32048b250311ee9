package dev.lanewise.bench.duel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lets systems take turns at the same job. */
final class Duel implements AutoCloseable {
    /** Turns of each system that are not counted. */
    private static final int WARM_UP = 3;

    /** Turns of ours to find out how long it takes. */
    private static final int CALIBRATIONS = 7;

    /** Turns of ours at the first job, to get it compiled. */
    private static final int FIRST_CALIBRATIONS = 30;

    private final int rounds;
    private final double secondsPerTurn;
    private final int threads;
    private final List<Opponent> opponents = new ArrayList<>();
    private boolean compiled;

    /** Starts a process for each system; ours is the first, and its turns take about {@code secondsPerTurn}. */
    Duel(List<Peer> peers, int threads, int rounds, double secondsPerTurn) throws IOException {
        this.threads = threads;
        this.rounds = rounds;
        this.secondsPerTurn = secondsPerTurn;
        for (Peer each : peers) {
            opponents.add(new Opponent(each, threads));
        }
    }

    /** Runs a job, {@code gemm SHAPE} or {@code train JOB}. */
    List<Outcome> run(String job) throws IOException {
        opponents.getFirst().prepare(job);
        int times = calibrate();
        for (Opponent each : List.copyOf(opponents)) {
            if (each == opponents.getFirst()) {
                warmUp(each, job, times);
            } else {
                tryToWarmUp(each, job, times);
            }
        }
        return turns(job, times);
    }

    private static void warmUp(Opponent opponent, String job, int times) throws IOException {
        opponent.prepare(job);
        for (int i = 0; i < WARM_UP; i++) {
            opponent.run(times);
        }
    }

    /** A peer that cannot do the job here drops out, and says why; the others go on. */
    private void tryToWarmUp(Opponent opponent, String job, int times) {
        try {
            warmUp(opponent, job, times);
        } catch (IOException e) {
            System.err.println(e.getMessage());
            opponents.remove(opponent);
            opponent.close();
        }
    }

    /** Warms up ours and finds how often it does the job in one turn. */
    private int calibrate() throws IOException {
        Opponent own = opponents.getFirst();
        own.peak();
        int turns = compiled ? CALIBRATIONS : FIRST_CALIBRATIONS;
        compiled = true;
        int times = 1;
        for (int i = 0; i < turns; i++) {
            double seconds = own.run(times).seconds();
            times = (int) Math.max(1, Math.round(times * secondsPerTurn / seconds));
        }
        return times;
    }

    /** Whoever does not have the turn is stopped. */
    private List<Outcome> turns(String job, int times) throws IOException {
        List<Double> peaks = new ArrayList<>();
        List<List<Double>> seconds = new ArrayList<>();
        double[] losses = new double[opponents.size()];
        for (Opponent each : opponents) {
            seconds.add(new ArrayList<>());
            each.freeze();
        }
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < opponents.size(); i++) {
                Opponent opponent = opponents.get(i);
                opponent.thaw();
                if (i == 0) {
                    peaks.add(opponent.peak());
                }
                Opponent.Run run = opponent.run(times);
                opponent.freeze();
                seconds.get(i).add(run.seconds());
                losses[i] = run.loss();
            }
        }
        List<Outcome> out = new ArrayList<>();
        for (int i = 0; i < opponents.size(); i++) {
            Opponent opponent = opponents.get(i);
            opponent.thaw();
            String label = opponent.peer().label();
            out.add(new Outcome(job, threads, label, times, seconds.get(i), peaks, losses[i]));
        }
        return out;
    }

    @Override
    public void close() {
        opponents.forEach(Opponent::close);
    }
}
