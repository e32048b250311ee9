package dev.lanewise.testkit;

/** A check cannot be made, as on a disk that is full, which says nothing about the regularizer. */
public final class NotCheckedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCheckedException(String message, Throwable cause) {
        super(message, cause);
    }
}
