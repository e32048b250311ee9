package dev.lanewise.registry;

/** A regularizer cannot be used, or failed during training. The message is one sentence that names it and where it is from. */
public final class RegularizerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the whole sentence. */
    public RegularizerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** During training; the message names the layer and the step too. */
    public RegularizerException(NamedRegularizer culprit, String what, int layer, long step, Throwable cause) {
        super(
                "regularizer '" + culprit.name() + "' (" + culprit.origin() + ") " + what + " in "
                        + (layer < 0 ? "the input" : "layer " + layer) + " at step " + step + "; " + fix(culprit)
                        + ", or train without it",
                cause);
    }

    /** What is built in fails only for numbers that floats, or the run, cannot bear. */
    private static String fix(NamedRegularizer culprit) {
        return culprit.origin().equals(Origin.BUILT_IN)
                ? "give it milder numbers than those of '" + culprit.spec() + "'"
                : "report it to the regularizer's author";
    }
}
