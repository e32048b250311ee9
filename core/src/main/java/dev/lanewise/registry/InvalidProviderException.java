package dev.lanewise.registry;

/** A provider breaks the rules. The message is a clause that follows the name of its jar. */
final class InvalidProviderException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** @param name the regularizer's, as far as it is known; else empty */
    InvalidProviderException(String name, String message) {
        super(message);
        this.name = name;
    }

    String name() {
        return name;
    }
}
