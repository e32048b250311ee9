package dev.lanewise.bench.duel;

import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.testkit.MedianInterval;
import java.util.List;

/**
 * What one system did in a duel.
 *
 * @param job what was done, {@code gemm NN-256x256x784} or {@code train 256x2/0.5/256}
 * @param threads on how many threads
 * @param label the system
 * @param times how often in each round
 * @param seconds of each round
 * @param peaks the FMA peak in each round, GFLOP/s; the same for all systems of the duel
 * @param loss the mean loss of the last round; NaN for products
 * @param terms the share of the terms of dense products that was computed; NaN if nobody can tell
 * @param disturbed how many of the rounds something else disturbed, in spite of repetitions
 */
public record Outcome(
        String job,
        int threads,
        String label,
        int times,
        List<Double> seconds,
        List<Double> peaks,
        double loss,
        double terms,
        int disturbed) {
    /** Whether this is training, and not a product. */
    public boolean training() {
        return job.startsWith(Jobs.TRAIN);
    }

    /** The job without its kind. */
    public String what() {
        return job.substring(job.indexOf(' ') + 1);
    }

    /** What is trained. */
    public TrainingJob trainingJob() {
        return TrainingJob.parse(what());
    }

    /** Floating-point operations of doing it once, if no term is left out. */
    public double flops() {
        return training() ? trainingJob().flops() : Shape.parse(what()).flops();
    }

    /** Seconds of doing it once. */
    public MedianInterval secondsOnce() {
        return MedianInterval.of(
                seconds.stream().mapToDouble(each -> each / times).toArray());
    }

    /** GFLOP/s, as if no term was left out. */
    public double gflops() {
        return flops() / secondsOnce().median() * 1e-9;
    }

    /** How many times as long as another system this one took, paired by round. */
    public MedianInterval timesAsLongAs(Outcome other) {
        double[] ratios = new double[seconds.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = seconds.get(i) / other.seconds.get(i);
        }
        return MedianInterval.of(ratios);
    }
}
