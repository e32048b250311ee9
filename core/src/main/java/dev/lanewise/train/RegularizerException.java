package dev.lanewise.train;

/** A regularizer failed during training. The message names it, where it came from, the layer and the step. */
public final class RegularizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RegularizerException(NamedRegularizer culprit, String what, int layer, long step, Throwable cause) {
        super(
                "regularizer '" + culprit.name() + "' (" + culprit.origin() + ") " + what + " in "
                        + (layer < 0 ? "the input" : "layer " + layer) + " at step " + step
                        + "; report it to the regularizer's author, or train without it",
                cause);
    }
}
