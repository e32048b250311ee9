package dev.lanewise.optim;

/**
 * By what a step multiplies gradients and parameters. Set before an update, rather than made for it, as a step allocates
 * nothing; so one object serves one thread.
 */
public final class StepSize {
    private float rate;
    private float correction;
    private float shrink;
    private float scale;

    /** Nothing is set yet. */
    public StepSize() {}

    /** Sets what holds for all parameters: the {@link Optimizer#rate} and {@link Optimizer#correction} of the step. */
    public void ofStep(float newRate, float newCorrection) {
        rate = newRate;
        correction = newCorrection;
    }

    /** Sets what differs between weights and biases: by what parameters shrink first, and what makes gradients the batch's mean. */
    public void ofParameters(float newShrink, float newScale) {
        shrink = newShrink;
        scale = newScale;
    }

    /** The learning rate of the step. */
    public float rate() {
        return rate;
    }

    /** See {@link Optimizer#correction}. */
    public float correction() {
        return correction;
    }

    /** By what the parameters are multiplied before they are updated. */
    public float shrink() {
        return shrink;
    }

    /** By what the gradients are multiplied before anything else. */
    public float scale() {
        return scale;
    }
}
