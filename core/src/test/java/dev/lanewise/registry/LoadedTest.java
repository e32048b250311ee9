package dev.lanewise.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Providers that are found, and what is said of those that cannot be loaded. */
class LoadedTest {
    private static final Origin A = new Origin("a.jar", "aa");
    private static final Origin FOLDER = new Origin("folder", "");

    @TempDir
    Path folder;

    /** Says no more of itself than it must. */
    abstract static class Plain implements RegularizerProvider {
        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String name() {
            return "plain";
        }

        @Override
        public String summary() {
            return "for tests";
        }

        @Override
        public Regularizer create(Arguments arguments) {
            return new Regularizer() {};
        }
    }

    /** Public, as a service must be. */
    public static final class Sound extends Plain {
        /** Called by the service loader. */
        public Sound() {}
    }

    /** Fails while its constructor runs. */
    public static final class Failing extends Plain {
        /** Called by the service loader. */
        public Failing() {
            throw new IllegalStateException("no licence");
        }
    }

    private Loaded fromServices(String... lines) throws IOException {
        Path services = folder.resolve("META-INF/services");
        Files.createDirectories(services);
        Files.write(services.resolve(RegularizerProvider.class.getName()), List.of(lines));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, LoadedTest.class.getClassLoader())) {
            return Loaded.from(loader, FOLDER, provider -> A);
        }
    }

    @Test
    void oneThatFailsDoesNotStopTheOthers() throws IOException {
        Loaded all = fromServices("no.such.Provider", Failing.class.getName(), Sound.class.getName());
        assertThat(all.found()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("plain");
            assertThat(each.origin()).isEqualTo(A);
        });
        assertThat(all.problems())
                .extracting(PluginProblem::toString)
                .containsExactly(
                        "folder has a regularizer that cannot be loaded (Provider no.such.Provider not found);"
                                + " get a whole build of it from its author",
                        "folder has a regularizer that cannot be loaded (Provider " + Failing.class.getName()
                                + " could not be instantiated: java.lang.IllegalStateException: no licence);"
                                + " get a whole build of it from its author");
    }

    @Test
    void aPlaceThatFailsForEverIsGivenUp() {
        ClassLoader unreadable = new ClassLoader(null) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        Loaded all = Loaded.from(unreadable, FOLDER, provider -> A);
        assertThat(all.found()).isEmpty();
        assertThat(all.problems())
                .hasSizeBetween(1, 1000)
                .allSatisfy(each -> assertThat(each.message()).contains("the disk is gone"));
    }

    @Test
    void whoeverBreaksTheRulesIsNamed() {
        FakeProvider old = new FakeProvider(7, "old", List.of(), arguments -> null);
        assertThat(Loaded.of(old, A).problems()).singleElement().satisfies(each -> {
            assertThat(each.name()).isEqualTo("old");
            assertThat(each.message()).contains("was built for version 7");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mine has been compiled by a more recent version of Java (class file version 99.0) | Java 55
            Mine                                                                              | a newer Java
                                                                                              | a newer Java
            """)
    void classesForANewerJavaAreToldAsThat(String message, String needed) {
        RegularizerProvider provider = new Plain() {
            @Override
            public String name() {
                throw new IllegalStateException(new UnsupportedClassVersionError(message));
            }
        };
        int running = Runtime.version().feature();
        assertThat(Loaded.of(provider, A).problems())
                .singleElement()
                .extracting(PluginProblem::message)
                .isEqualTo("was built for " + needed + ", but this is Java " + running
                        + "; run this program on a JDK for that, or get a build for Java " + running);
    }
}
