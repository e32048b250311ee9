package dev.lanewise.train;

import dev.lanewise.registry.Typed;
import dev.lanewise.step.StepState;

/**
 * A loss or a weight became infinite or not a number. If it is the loss of a batch that is told of, the parameters are those before
 * the step.
 */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String SUBJECT = "training ";

    DivergenceException(String what, StepState at) {
        this(what + " in epoch " + (at.epoch + 1) + ", step " + at.number + ", at learning rate "
                + Typed.number(at.learningRate));
    }

    /**
     * For an evaluation after training.
     *
     * @param what happened, as in "the test loss is no longer a finite number"
     */
    public DivergenceException(String what) {
        super(SUBJECT + "diverged: " + what + "; use a lower learning rate (a tenth, say) or smaller initial weights");
    }

    /** The message without its subject, to be put behind the name of a run: {@code diverged: the loss is …}. */
    public String outcome() {
        return getMessage().substring(SUBJECT.length());
    }
}
