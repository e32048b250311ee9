package dev.lanewise.registry;

/**
 * What a user typed makes no regularizer, or one that cannot be trained with as it is. The message is one sentence that names the
 * culprit and the fix.
 */
public final class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** One that says so. */
    public SpecException(String message) {
        super(message);
    }

    /** About the arguments of one regularizer. */
    static SpecException of(String regularizer, String what) {
        return new SpecException("regularizer '" + regularizer + "': " + what);
    }
}
