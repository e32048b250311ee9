package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JvmOptionsTest {
    /** The options after the two that keep HotSpot's warnings out of the output. */
    private static List<String> merge(List<String> wanted, List<String> callers, boolean sameJdk) {
        List<String> all = JvmOptions.merge(wanted, callers, sameJdk);
        assertThat(all).startsWith("-Xlog:disable", "-Xlog:all=warning:stderr");
        return all.subList(2, all.size());
    }

    @Test
    void aggressiveHeapBringsACollectorOfItsOwn() {
        assertThat(merge(List.of("-XX:+UseSerialGC", "-Xmn8m"), List.of("-XX:+AggressiveHeap"), true))
                .containsExactly("-Xmn8m", "-XX:+AggressiveHeap");
    }

    @Test
    void linesOfAFileOfFlagsAreLeftToTheFile() {
        List<String> callers = List.of("+UseZGC", "-XX:Flags=flags");
        assertThat(merge(List.of("-XX:+UseSerialGC", "-Xmn8m"), callers, true))
                .containsExactly("-Xmn8m", "-XX:Flags=flags");
        assertThat(merge(List.of("-XX:+UseSerialGC"), List.of("+UsePerfData"), true))
                .contains("-XX:+UseSerialGC");
    }

    @ParameterizedTest
    @CsvSource({
        "OpenJDK 64-Bit Zero VM, -zero",
        "OpenJDK 64-Bit Minimal VM, -minimal",
        "OpenJDK Client VM, -client",
    })
    void aVariantOfTheJvmIsChosenAgain(String name, String option) {
        assertThat(JvmOptions.variant(name)).containsExactly(option);
        assertThat(JvmOptions.variant("OpenJDK 64-Bit Server VM")).isEmpty();
    }

    @Test
    void callersOptionsComeAfterTheWantedOnesSoThatTheyWin() {
        assertThat(merge(List.of("-Xmx2g", "-Xss1m"), List.of("-Xmx1g", "-Dx=a b"), true))
                .containsExactly("-Xmx2g", "-Xss1m", "-Xmx1g", "-Dx=a b");
    }

    @Test
    void callersCollectorReplacesTheWantedOne() {
        assertThat(merge(List.of("-XX:+UseSerialGC", "-Xmn8m"), List.of("-XX:+UseParallelGC"), true))
                .containsExactly("-Xmn8m", "-XX:+UseParallelGC");
    }

    @Test
    void anotherJdkMayNotKnowTheCallersOptions() {
        assertThat(merge(List.of("-Xmn8m"), List.of("-XX:+UseBiasedLocking"), false))
                .containsExactly("-Xmn8m", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseBiasedLocking");
        assertThat(merge(List.of("-Xmn8m"), List.of(), false)).containsExactly("-Xmn8m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-Xrunjdwp:transport=dt_socket,server=y,address=5005",
                "-Dcom.sun.management.jmxremote.port=9010",
            })
    void portThatThisJvmHasOpenedIsNotOpenedAgain(String option) {
        assertThat(merge(List.of(), List.of("-ea", option), true)).containsExactly("-ea");
    }
}
