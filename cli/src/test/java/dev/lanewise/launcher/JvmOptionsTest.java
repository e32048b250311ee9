package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {
    @Test
    void callersOptionsComeAfterTheWantedOnesSoThatTheyWin() {
        assertThat(JvmOptions.merge(List.of("-Xmx2g", "-Xss1m"), List.of("-Xmx1g", "-Dx=a b"), true))
                .containsExactly("-Xmx2g", "-Xss1m", "-Xmx1g", "-Dx=a b");
    }

    @Test
    void callersCollectorReplacesTheWantedOne() {
        assertThat(JvmOptions.merge(List.of("-XX:+UseSerialGC", "-Xmn8m"), List.of("-XX:+UseParallelGC"), true))
                .containsExactly("-Xmn8m", "-XX:+UseParallelGC");
    }

    @Test
    void anotherJdkMayNotKnowTheCallersOptions() {
        assertThat(JvmOptions.merge(List.of("-Xmn8m"), List.of("-XX:+UseBiasedLocking"), false))
                .containsExactly("-Xmn8m", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseBiasedLocking");
        assertThat(JvmOptions.merge(List.of("-Xmn8m"), List.of(), false)).containsExactly("-Xmn8m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-Xrunjdwp:transport=dt_socket,server=y,address=5005",
                "-Dcom.sun.management.jmxremote.port=9010",
            })
    void portThatThisJvmHasOpenedIsNotOpenedAgain(String option) {
        assertThat(JvmOptions.merge(List.of(), List.of("-ea", option), true)).containsExactly("-ea");
    }
}
