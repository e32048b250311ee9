package dev.lanewise.registry;

/** A regularizer asks for an argument that it does not declare, or not of that type. */
final class UndeclaredArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    UndeclaredArgumentException(String message) {
        super(message);
    }
}
