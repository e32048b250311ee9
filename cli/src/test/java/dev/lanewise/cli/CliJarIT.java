package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the shaded jar must hold, whatever the commands are. */
class CliJarIT {
    private static final File JAR = new File(System.getProperty("cli.jar"));

    @Test
    void manifestNamesTheLauncherAndTheMainItStarts() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            var attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.lanewise.launcher.Launcher");
            assertThat(attributes.getValue("Lanewise-Main")).isEqualTo("dev.lanewise.cli.Main");
        }
    }

    @Test
    void launcherIsCompiledForJava8() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            var launcher = jar.getEntry("dev/lanewise/launcher/Launcher.class");
            byte[] header = jar.getInputStream(launcher).readNBytes(8);
            assertThat(header[7]).as("class file version").isEqualTo((byte) 52);
        }
    }

    @Test
    void licencesOfWhatIsInsideComeAlong() throws Exception {
        try (JarFile jar = new JarFile(JAR)) {
            for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
                assertThat(jar.getEntry(name)).as(name).isNotNull();
            }
        }
    }
}
