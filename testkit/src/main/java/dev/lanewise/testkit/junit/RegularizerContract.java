package dev.lanewise.testkit.junit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.testkit.ContractChecks;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Extend this in a test of a regularizer to check all that the engine relies on: arguments are refused by name, hooks give the
 * same bits for any cut into blocks and any number of threads, and gradients are those that finite differences give.
 */
public abstract class RegularizerContract {
    /** For subclasses. */
    protected RegularizerContract() {}

    /** The provider to be checked. */
    protected abstract RegularizerProvider provider();

    /**
     * What a user would type for a network with two hidden layers, such as {@code dropout:0.2,0.5}; if empty, the checks choose
     * the required arguments themselves.
     */
    protected String arguments() {
        return "";
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return ContractChecks.of(provider(), arguments()).stream().map(each -> dynamicTest(each.name(), each::run));
    }
}
