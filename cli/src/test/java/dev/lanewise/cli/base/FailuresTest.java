package dev.lanewise.cli.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailuresTest {
    /** As a sweep ends whose settings all ran out of memory. */
    @Test
    void whatIsWrittenForUsersIsSaidAsItIs() {
        assertThat(Failures.message(new CliException(ExitCode.UNEXPECTED, "no setting came to anything")))
                .isEqualTo("no setting came to anything");
        assertThat(Failures.message(new IllegalStateException("odd"))).startsWith("unexpected java.lang");
    }
}
