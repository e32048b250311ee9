package dev.lanewise.testkit;

/** A regularizer does not do what the engine relies on. */
public final class ContractViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    ContractViolation(String message) {
        super(message);
    }

    ContractViolation(String message, Throwable cause) {
        super(message, cause);
    }
}
