package dev.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Maven as a stranger runs it, with the user's own repository in which what was just built stands as if it had been published;
 * nothing is written to it.
 */
public final class StrangerMaven implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("lanewise.root"));
    private static final String VERSION = System.getProperty("lanewise.version");

    private final Path repository;

    /** @param repository a folder that does not exist */
    public StrangerMaven(Path repository) throws IOException {
        this.repository = repository;
        Path own = Path.of(System.getProperty("maven.repository"));
        Files.createDirectory(repository);
        link(own, repository, "dev");
        Path dev = Files.createDirectory(repository.resolve("dev"));
        if (Files.isDirectory(own.resolve("dev"))) {
            link(own.resolve("dev"), dev, "lanewise");
        }
        install("lanewise", ROOT.resolve("pom.xml"), ".pom", dev);
        install("lanewise-bom", ROOT.resolve("bom/pom.xml"), ".pom", dev);
        for (String module : List.of("core", "testkit")) {
            String artifact = "lanewise-" + module;
            install(artifact, ROOT.resolve(module).resolve("pom.xml"), ".pom", dev);
            install(artifact, jar(module), ".jar", dev);
        }
    }

    /** What was just built of a module. */
    static Path jar(String module) {
        return ROOT.resolve(module).resolve("target/lanewise-" + module + "-" + VERSION + ".jar");
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                if (!each.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(each.getFileName()), each);
                }
            }
        }
    }

    private static void install(String artifact, Path file, String end, Path dev) throws IOException {
        Path folder = Files.createDirectories(
                dev.resolve("lanewise").resolve(artifact).resolve(VERSION));
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + end));
    }

    /** Runs a goal on a project, without a network. */
    public Outcome run(Path project, String goal) throws IOException, InterruptedException {
        ProcessBuilder maven = new ProcessBuilder(
                System.getProperty("maven.home") + "/bin/mvn",
                "-B",
                "-o",
                "-Dmaven.repo.local=" + repository,
                "-Dlanewise.version=" + VERSION,
                goal);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return CliProcess.run(maven.directory(project.toFile()));
    }

    /** Takes links away, of which JUnit would warn, as they lead outside. */
    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(repository)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }
}
