package dev.lanewise.bench.duel;

import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.training.TrainingJob;
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
 */
public record Outcome(
        String job, int threads, String label, int times, List<Double> seconds, List<Double> peaks, double loss) {
    /** Whether this is training, and not a product. */
    public boolean training() {
        return job.startsWith("train ");
    }

    /** The job without its kind. */
    public String what() {
        return job.substring(job.indexOf(' ') + 1);
    }

    /** What is trained. */
    public TrainingJob trainingJob() {
        return TrainingJob.parse(what());
    }

    /** Floating-point operations of doing it once. */
    public double flops() {
        return training() ? trainingJob().flops() : Shape.parse(what()).flops();
    }

    /** Seconds of doing it once, for each round. */
    public double[] secondsOnce() {
        return seconds.stream().mapToDouble(each -> each / times).toArray();
    }
}
