package dev.lanewise.cli.command;

import dev.lanewise.cli.Invocation;
import dev.lanewise.cli.Timings.Phase;
import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunListener;
import java.util.concurrent.CancellationException;

/** Passes events on, keeps account of the time, and ends the run if the process is told to end. */
final class TimedListener implements RunListener {
    private final RunListener next;
    private final Invocation invocation;

    TimedListener(RunListener next, Invocation invocation) {
        this.next = next;
        this.invocation = invocation;
    }

    @Override
    public void started(int stepsPerEpoch, int firstEpoch) {
        next.started(stepsPerEpoch, firstEpoch);
    }

    @Override
    public void step(int epoch, int step, int stepsPerEpoch) {
        if (invocation.interruption().requested()) {
            throw new CancellationException("the process was told to end");
        }
        next.step(epoch, step, stepsPerEpoch);
    }

    @Override
    public void epoch(Epoch epoch) {
        double evaluation = epoch.result().evaluationSeconds() + epoch.validationSeconds();
        invocation.timings().move(Phase.TRAINING, Phase.EVALUATION, evaluation);
        next.epoch(epoch);
    }

    @Override
    public void trained() {
        invocation.timings().enter(Phase.EVALUATION);
        next.trained();
    }
}
