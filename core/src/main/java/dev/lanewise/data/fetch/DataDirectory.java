package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.IdxFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A directory with the four files of Fashion-MNIST, each compressed with gzip or not. */
final class DataDirectory {
    private DataDirectory() {}

    /** Whether any of the files is there. */
    static boolean hasAny(Path directory, List<DataFile> files) {
        return files.stream().anyMatch(each -> Files.exists(find(directory, each)));
    }

    private static Path find(Path directory, DataFile file) {
        Path plain = directory.resolve(file.name());
        return Files.exists(plain) ? plain : directory.resolve(file.name() + ".gz");
    }

    /**
     * Reads exactly those pinned.
     *
     * @throws DataException if a file is missing, broken or another one
     */
    static List<IdxFile> read(Path directory, List<DataFile> files) {
        List<IdxFile> read =
                read(files.stream().map(each -> find(directory, each)).toList());
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).matches(read.get(i))) {
                throw new DataException(
                        read.get(i).path(),
                        "is not the file of Fashion-MNIST (its SHA-256 is "
                                + read.get(i).sha256() + ", not " + files.get(i).sha256() + ")");
            }
        }
        return read;
    }

    /**
     * Reads files at once, each on a thread.
     *
     * @throws DataException if one is missing or broken
     */
    static List<IdxFile> read(List<Path> paths) {
        List<CompletableFuture<IdxFile>> reads = paths.stream()
                .map(each -> CompletableFuture.supplyAsync(() -> IdxFile.read(each)))
                .toList();
        try {
            return reads.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            if (e.getCause() instanceof DataException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
