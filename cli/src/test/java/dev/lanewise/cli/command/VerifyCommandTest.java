package dev.lanewise.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.testkit.MedianInterval;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {
    @Test
    void theCostIsAnIntervalWithoutAdviceWhereOnlyItsMedianLooksCostly() {
        assertThat(VerifyCommand.cost(new MedianInterval(1.14, 1.08, 1.2)))
                .isEqualTo("a training step of 784-256-256-10 takes 1.14 (1.08–1.20) times as long with it");
    }

    @Test
    void branchesAreSpokenOfWhereTheWholeIntervalLiesAboveATenth() {
        assertThat(VerifyCommand.cost(new MedianInterval(1.14, 1.11, 1.2)))
                .startsWith(
                        "a training step of 784-256-256-10 takes 1.14 (1.11–1.20) times as long with it; are there branches");
    }
}
