package dev.lanewise.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.InputRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.testkit.MedianInterval;
import org.junit.jupiter.api.Test;

class VerifyCommandTest {
    private static final Regularizer BRANCHING = (InputRegularizer) block -> {};

    @Test
    void theCostIsAnIntervalWithoutAdviceWhereOnlyItsMedianLooksCostly() {
        assertThat(VerifyCommand.cost(new MedianInterval(1.14, 1.08, 1.2), BRANCHING))
                .isEqualTo("a training step of 784-256-256-10 takes 1.14 (1.08–1.20) times as long with it");
    }

    @Test
    void branchesAreSpokenOfWhereTheWholeIntervalLiesAboveATenth() {
        assertThat(VerifyCommand.cost(new MedianInterval(1.14, 1.11, 1.2), BRANCHING))
                .startsWith(
                        "a training step of 784-256-256-10 takes 1.14 (1.11–1.20) times as long with it; are there branches");
    }

    @Test
    void regularizersOfMatricesAreAskedWhatTheyCopyAndNotForBranches() {
        assertThat(VerifyCommand.cost(new MedianInterval(1.3, 1.2, 1.4), new MatrixRegularizer() {}))
                .contains("as long with it; does it ask for arrays of whole matrices", "See 'Speed'")
                .doesNotContain("branches");
    }
}
