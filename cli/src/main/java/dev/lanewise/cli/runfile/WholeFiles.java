package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Writes files of a folder, all of them or none: earlier ones stay as they are until all new ones are on disk. */
public final class WholeFiles {
    /** Writes the files. */
    public interface Writing {
        /** Writes them, under their names, into a folder that is there for this alone. */
        void into(Path staging) throws IOException;
    }

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
            staging = Files.createTempDirectory(folder, ".writing");
            writing.into(staging);
            for (String name : names) {
                Files.move(
                        staging.resolve(name),
                        folder.resolve(name),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw RunFolder.cannotWrite(folder, e);
        } finally {
            delete(staging, names);
        }
    }

    private static void delete(Path staging, List<String> names) {
        if (staging == null) {
            return;
        }
        try {
            for (String name : names) {
                Files.deleteIfExists(staging.resolve(name));
            }
            Files.deleteIfExists(staging);
        } catch (IOException e) {
            throw RunFolder.cannotWrite(staging, e);
        }
    }
}
