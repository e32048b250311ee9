package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.model.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Writes files of a folder, all of them or none: earlier ones stay as they are until all new ones are on disk. */
public final class WholeFiles {
    /** Writes the files. */
    public interface Writing {
        /** Writes them, under their names, into a folder that is there for this alone. */
        void into(Path staging) throws IOException;
    }

    /** How the name of a folder begins that files are written into before they take their places; a number follows. */
    private static final String STAGING = ".writing";

    private WholeFiles() {}

    /**
     * Writes files into a folder, which need not exist.
     *
     * @param names of all that is written
     * @throws CliException if that fails
     */
    public static void write(Path folder, List<String> names, Writing writing) {
        Path staging = null;
        try {
            Files.createDirectories(folder);
            staging = Files.createTempDirectory(folder, STAGING);
            writing.into(staging);
            for (String name : names) {
                WholeFile.sync(staging.resolve(name));
            }
            for (String name : names) {
                Files.move(
                        staging.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                WholeFile.sync(
                        folder); // one after the other, so that what is read first is never older than what follows
            }
        } catch (IOException e) {
            throw RunFolder.cannotWrite(folder, e);
        } catch (Error e) { // so the JDK says that a file of its own cannot be opened, as that of the time zones
            if (e.getCause() instanceof IOException cause) {
                throw RunFolder.cannotWrite(folder, cause);
            }
            throw e;
        } finally {
            if (staging != null) {
                discard(staging, names);
            }
        }
    }

    /** Whether a folder of this name is such a one. */
    static boolean isStaging(String name) {
        return name.matches(Pattern.quote(STAGING) + "\\d+");
    }

    /** By name as far as that goes, as listing a folder takes a file descriptor, and there may be none left. */
    private static void discard(Path staging, List<String> names) {
        try {
            for (String name : names) {
                Files.deleteIfExists(staging.resolve(name));
            }
            Files.deleteIfExists(staging);
        } catch (DirectoryNotEmptyException e) {
            discardAll(staging);
        } catch (IOException e) {
            throw RunFolder.cannotWrite(staging, e);
        }
    }

    private static void discardAll(Path staging) {
        try {
            delete(staging);
        } catch (IOException e) {
            throw RunFolder.cannotWrite(staging, e);
        }
    }

    /** Deletes a folder that has nothing but files. */
    static void delete(Path staging) throws IOException {
        try (Stream<Path> files = Files.list(staging)) {
            for (Path each : files.toList()) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(staging);
    }
}
