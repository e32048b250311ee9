package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"25.0.3", "25.0.3-ea", "25.0.4", "25.0.10", "25.1", "26", "26-ea", "26.0.1", "100.0.0.1"})
    void recentVersionsFit(String version) throws IOException {
        assertThat(Jdk.in(FakeJdk.full(home, version)).problem()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"25", "25-ea", "25.0.1", "25.0.2", "25.0.2.9", "24.0.9", "17.0.15", "1.8.0_402", "9", "", "x"})
    void olderVersionsAreRefusedByName(String version) throws IOException {
        assertThat(Jdk.in(FakeJdk.full(home, version)).problem())
                .isEqualTo("is Java " + version + ", and 25.0.3 or later is needed");
    }

    @Test
    void runtimeWithoutTheVectorModuleIsRefused() throws IOException {
        File jre = FakeJdk.with(home, "25.0.3", "java.base jdk.incubator.vectors my.jdk.incubator.vector", "");
        assertThat(Jdk.in(jre).problem()).contains("without the module jdk.incubator.vector");
    }

    @Test
    void folderWithoutReleaseFileIsNoJdk() {
        assertThat(Jdk.in(home.toFile()).problem()).contains("has no file 'release'");
    }

    @Test
    void programMustBeThere() throws IOException {
        File jdk = FakeJdk.full(home, "25.0.3");
        Files.delete(home.resolve("bin/java"));
        assertThat(Jdk.in(jdk).problem()).contains("bin/java");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Contents/Home", "libexec/openjdk.jdk/Contents/Home"})
    void homeMayBeDeeperInTheFolder(String inside) throws IOException {
        File deep = FakeJdk.full(home.resolve(inside), "25.0.3");
        Jdk jdk = Jdk.in(home.toFile());
        assertThat(jdk.problem()).isNull();
        assertThat(jdk.isAt(deep)).isTrue();
    }

    @Test
    void sameHomeByAnotherNameIsTheSame() throws IOException {
        File jdk = FakeJdk.full(home.resolve("real"), "25.0.3");
        Path link = Files.createSymbolicLink(home.resolve("link"), jdk.toPath());
        assertThat(Jdk.in(link.toFile()).isAt(jdk)).isTrue();
        assertThat(Jdk.in(jdk).isAt(home.toFile())).isFalse();
    }

    @Test
    void jdkThatRunsThisTestFits() {
        assertThat(Jdk.in(new File(System.getProperty("java.home"))).problem()).isNull();
    }
}
