package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkFinderTest {
    @TempDir
    private Path root;

    private File old;
    private File running;
    private File other;
    private File installed;

    @BeforeEach
    void installJdks() throws IOException {
        old = FakeJdk.full(root.resolve("old"), "17.0.15");
        running = FakeJdk.full(root.resolve("running"), "25.0.3");
        other = FakeJdk.full(root.resolve("other"), "25.0.4");
        FakeJdk.full(root.resolve("jvm/a-25"), "25.0.2");
        installed = FakeJdk.full(root.resolve("jvm/b-25"), "25.0.3");
        FakeJdk.full(root.resolve("jvm/c-26"), "26");
    }

    @Test
    void chosenJdkComesBeforeTheRunningOne() throws NoJdkException {
        assertThat(find(Map.of("LANEWISE_JAVA_HOME", other.getPath()), running).isAt(other))
                .isTrue();
    }

    @Test
    void runningJdkComesBeforeJavaHome() throws NoJdkException {
        assertThat(find(Map.of("JAVA_HOME", other.getPath()), running).isAt(running))
                .isTrue();
    }

    @Test
    void javaHomeComesBeforeTheOtherVariables() throws NoJdkException {
        Map<String, String> environment = Map.of("JAVA_HOME", other.getPath(), "JAVA25_HOME", running.getPath());
        assertThat(find(environment, old).isAt(other)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA25_HOME", "JAVA_HOME_25_X64", "JDK_25", "JDK25_HOME"})
    void otherVariablesMayNameAJdkAndComeBeforeTheUsualPlaces(String variable) throws NoJdkException {
        Map<String, String> environment =
                Map.of("JAVA_HOME", old.getPath(), "JAVA_TOOL_OPTIONS", "-Dx=y", variable, other.getPath());
        assertThat(find(environment, old).isAt(other)).isTrue();
    }

    @Test
    void firstThatFitsInAPlaceIsTaken() throws NoJdkException {
        assertThat(find(Map.of(), old).isAt(installed)).isTrue();
    }

    @Test
    void javaOnThePathIsFollowedToItsHome() throws Exception {
        Path bin = Files.createDirectory(root.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), other.toPath().resolve("bin/java"));
        String path = root.resolve("none") + File.pathSeparator + bin;
        Jdk jdk = new JdkFinder(Map.of("PATH", path), old, List.of(), null).find();
        assertThat(jdk.isAt(other)).isTrue();
    }

    @Test
    void chosenJdkThatDoesNotFitIsNotPassedOver() {
        assertThatThrownBy(() -> find(Map.of("LANEWISE_JAVA_HOME", old.getPath()), running))
                .isInstanceOf(NoJdkException.class)
                .hasMessage("LANEWISE_JAVA_HOME=" + old + " is Java 17.0.15, and 25.0.3 or later is needed;"
                        + " set it to the folder of a JDK 25.0.3 or later, or unset it to let one be found");
    }

    @Test
    void emptyVariableIsAsGoodAsNone() throws NoJdkException {
        Map<String, String> environment = Map.of("LANEWISE_JAVA_HOME", "", "JAVA_HOME", "");
        assertThat(find(environment, old).isAt(installed)).isTrue();
    }

    @Test
    void withoutAnyTheMessageSaysWhatToDoAndTheLogWhatWasSeen() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        JdkFinder finder = new JdkFinder(
                Map.of("JAVA_HOME", root.resolve("jvm/a-25").toString()), old, List.of(), new PrintStream(log));
        assertThatThrownBy(finder::find)
                .isInstanceOf(NoJdkException.class)
                .hasMessageContainingAll("JDK 25.0.3 or later", "PATH", "install one", "LANEWISE_JAVA_HOME");
        assertThat(log.toString()).contains("old is Java 17.0.15, and", "a-25 is Java 25.0.2, and");
    }

    @Test
    void starsInAPlaceStandForAnyNameInOrder() {
        assertThat(Places.matching(root + "/*/*"))
                .containsSubsequence(root.resolve("jvm/a-25").toFile(), installed, new File(old, "bin"));
        assertThat(Places.matching(root + "/*/b-25")).contains(installed);
        assertThat(Places.matching(root.toString())).containsExactly(root.toFile());
        assertThat(Places.matching(root + "/none/*")).isEmpty();
    }

    private Jdk find(Map<String, String> environment, File runningHome) throws NoJdkException {
        return new JdkFinder(environment, runningHome, List.of(root + "/none/*", root + "/jvm/*"), null).find();
    }
}
