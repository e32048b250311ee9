package dev.lanewise.launcher;

/** There is no JDK that can run the program; the message says what was looked at and what to do. */
final class NoJdkException extends Exception {
    private static final long serialVersionUID = 1;

    NoJdkException(String message) {
        super(message);
    }
}
