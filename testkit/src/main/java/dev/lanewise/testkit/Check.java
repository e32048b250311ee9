package dev.lanewise.testkit;

import dev.lanewise.registry.Thrown;

/**
 * One thing the engine relies on.
 *
 * @param name a sentence without a full stop
 * @param body throws {@link ContractViolation} if it does not hold
 */
public record Check(String name, Runnable body) {
    /**
     * Checks it.
     *
     * @throws ContractViolation if it does not hold, or the regularizer throws
     * @throws NotCheckedException if nobody can tell
     */
    public void run() {
        try {
            body.run();
        } catch (ContractViolation | NotCheckedException e) {
            throw e;
        } catch (Throwable e) { // the regularizer's own
            throw new ContractViolation("threw " + Thrown.text(e), e);
        }
    }
}
