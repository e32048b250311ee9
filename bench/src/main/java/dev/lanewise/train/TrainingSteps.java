package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.parallel.Team;

/**
 * One training step at a time, exactly as {@link Trainer#fit} takes them, for benchmarks. It is in this package because the
 * engine's step is nobody else's business.
 */
public final class TrainingSteps implements AutoCloseable {
    private final Team team;
    private final TrainingRun run;
    private int epoch;
    private int step;

    /** Prepares the network and the threads; the steps go round and round through the images. */
    public TrainingSteps(Trainer trainer, Sequential net, LabelledImages images) {
        team = new Team(trainer.threadsFor(net, images.features()));
        run = new TrainingRun(trainer, team, net, images, null);
        run.shuffle(0);
    }

    /** Takes the next step, shuffling first where an epoch begins; returns the sum of the batch's losses. */
    public double next() {
        if (step == run.stepsPerEpoch()) {
            step = 0;
            epoch++;
            run.shuffle(epoch);
        }
        return run.step(epoch, step++);
    }

    @Override
    public void close() {
        team.close();
    }
}
