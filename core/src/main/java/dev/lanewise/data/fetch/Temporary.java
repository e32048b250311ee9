package dev.lanewise.data.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A file, or a directory with all that is in it, that is deleted when this is closed or the JVM is told to end. */
final class Temporary implements AutoCloseable {
    private final Path path;
    private final AtExit atExit;

    Temporary(Path path) {
        this.path = path;
        this.atExit = new AtExit(this::delete);
    }

    /** A new directory among the system's temporary ones. */
    static Temporary directory() throws IOException {
        return new Temporary(Files.createTempDirectory("lanewise-"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        atExit.close();
    }

    private void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger("dev.lanewise.data")
                    .log(System.Logger.Level.DEBUG, "a temporary file is left: " + path, e);
        }
    }
}
