package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's programs to train and to serve, as a stranger's Maven project: on the class path, and in a jar of Spring Boot. */
class StrangerProjectIT {
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>stranger</artifactId>
              <version>1</version>
              <properties>
                <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                <maven.compiler.release>25</maven.compiler.release>
              </properties>
              <dependencyManagement>
                <dependencies>
                  <dependency>
                    <groupId>dev.lanewise</groupId>
                    <artifactId>lanewise-bom</artifactId>
                    <version>${lanewise.version}</version>
                    <type>pom</type>
                    <scope>import</scope>
                  </dependency>
                </dependencies>
              </dependencyManagement>
              <dependencies>
                <dependency>
                  <groupId>dev.lanewise</groupId>
                  <artifactId>lanewise-core</artifactId>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-resources-plugin</artifactId>
                    <version>3.4.0</version>
                  </plugin>
                  <plugin>
                    <groupId>org.apache.maven.plugins</groupId>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>3.14.1</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;

    @TempDir
    static Path temporary;

    private static Path classes;

    @BeforeAll
    static void build() throws Exception {
        Path project = Files.createDirectory(temporary.resolve("project"));
        Path sources = Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("pom.xml"), POM);
        for (String program : List.of("Train", "Serve")) {
            Files.writeString(
                    sources.resolve(program + ".java"),
                    LibraryPageTest.programs().get(program));
        }
        try (StrangerMaven maven = new StrangerMaven(temporary.resolve("repository"))) {
            Outcome built = maven.run(project, "compile");
            assertThat(built.code()).as(built.out()).isZero();
        }
        classes = project.resolve("target/classes");
    }

    private static Outcome java(Path folder, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(CliProcess.JAVA.toString(), "--add-modules", "jdk.incubator.vector"));
        command.addAll(List.of(arguments));
        Outcome outcome = CliProcess.run(folder, command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).doesNotContain("reference kernels");
        return outcome;
    }

    private static void assertServed(Outcome served) {
        assertThat(served.out().lines().filter(line -> line.matches("row of -?\\d.0: class [0-2]")))
                .hasSize(8);
    }

    @Test
    void trainsOnATableAndServesFromEightThreadsOfAnotherProcess() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("class-path"));
        LibraryPageTest.writeData(folder);
        String path = classes + File.pathSeparator + StrangerMaven.jar("core");
        assertThat(java(folder, "-cp", path, "Train").out()).startsWith("test accuracy 0.");
        assertServed(java(folder, "-cp", path, "Serve"));
    }

    @Test
    void runsInAJarOfSpringBoot() throws Exception {
        Path folder = Files.createDirectory(temporary.resolve("boot"));
        LibraryPageTest.writeData(folder);
        java(folder, "-jar", bootJar(folder.resolve("train.jar"), "Train").toString());
        assertServed(java(
                folder, "-jar", bootJar(folder.resolve("serve.jar"), "Serve").toString()));
    }

    /** As Spring Boot's plug-in packs it: its loader at the top, classes and libraries below BOOT-INF. */
    private static Path bootJar(Path file, String main) throws Exception {
        Path loader = Path.of(Class.forName("org.springframework.boot.loader.launch.JarLauncher")
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, "org.springframework.boot.loader.launch.JarLauncher");
        attributes.putValue("Start-Class", main);
        attributes.putValue("Spring-Boot-Classes", "BOOT-INF/classes/");
        attributes.putValue("Spring-Boot-Lib", "BOOT-INF/lib/");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                JarFile from = new JarFile(loader.toFile())) {
            for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
                JarEntry each = all.nextElement();
                if (each.getName().startsWith("org/")) {
                    jar.putNextEntry(new JarEntry(each.getName()));
                    from.getInputStream(each).transferTo(jar);
                }
            }
            for (String each : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
                jar.putNextEntry(new JarEntry(each)); // the loader looks for them
            }
            jar.putNextEntry(new JarEntry("BOOT-INF/classes/" + main + ".class"));
            Files.copy(classes.resolve(main + ".class"), jar);
            stored(jar, "BOOT-INF/lib/lanewise-core.jar", Files.readAllBytes(StrangerMaven.jar("core")));
        }
        return file;
    }

    /** Libraries must not be compressed. */
    private static void stored(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        JarEntry entry = new JarEntry(name);
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(JarEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
    }

    @Test
    void theJarSaysItsVersion() throws IOException {
        try (JarFile jar = new JarFile(StrangerMaven.jar("core").toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                    .isEqualTo(System.getProperty("lanewise.version"));
        }
    }
}
