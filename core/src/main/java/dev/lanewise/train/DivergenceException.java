package dev.lanewise.train;

/** The loss became infinite or not a number; the parameters are those before the step. */
public final class DivergenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DivergenceException(int epoch, long step, float rate) {
        super("training diverged: the loss is no longer a finite number in epoch " + (epoch + 1) + ", step " + step
                + ", at learning rate " + rate
                + "; use a lower learning rate (a tenth, say) or smaller initial weights");
    }
}
