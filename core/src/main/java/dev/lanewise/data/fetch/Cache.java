package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.IdxFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The directory that keeps fetched files, decompressed, as reading is then quicker than inflating. Each appears under its name
 * only when it is whole, so processes that fetch at the same time do not disturb each other.
 */
record Cache(Path directory, DataListener listener) {
    /** What programs look for that make backups, which may leave caches out. */
    static final String TAG = "CACHEDIR.TAG";

    /** The Cache Directory Tagging Specification wants these words first; the rest is for people. */
    private static final String SIGNATURE = """
            Signature: 8a477f597d28d172789f06886806bc55
            # lanewise keeps Fashion-MNIST here. All of it may be deleted; it is then fetched again.
            """;

    /**
     * Finds out before anything is fetched whether it can be kept, and marks the directory as a cache of ours: files that are
     * there without the mark are not ours to replace.
     */
    void prepare() {
        try {
            Files.createDirectories(directory);
            Path tag = directory.resolve(TAG);
            boolean used = !Listing.files(directory).isEmpty(); // looked at first, as the mark comes before all else
            if (used && !Files.exists(tag)) {
                throw new DataException(
                        directory,
                        "has files that lanewise did not put there, and they are not touched; set LANEWISE_CACHE to"
                                + " another directory");
            }
            Files.writeString(tag, SIGNATURE);
            Files.delete(Files.createTempFile(directory, "try", ".tmp"));
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes the files and returns them with their new paths. */
    List<IdxFile> keep(List<IdxFile> read, List<DataFile> names) {
        List<IdxFile> kept = new ArrayList<>();
        try {
            for (int i = 0; i < read.size(); i++) {
                IdxFile file = read.get(i);
                Path path = directory.resolve(names.get(i).name());
                write(file, path);
                kept.add(new IdxFile(path, file.header(), file.body(), file.sha256()));
            }
        } catch (IOException e) {
            throw failure(e);
        }
        listener.cached(directory);
        return kept;
    }

    private static void write(IdxFile file, Path path) throws IOException {
        String partial = path.getFileName() + "." + UUID.randomUUID() + ".tmp";
        try (Temporary temporary = new Temporary(path.resolveSibling(partial))) {
            try (OutputStream out = Files.newOutputStream(temporary.path(), StandardOpenOption.CREATE_NEW)) {
                file.write(out);
            }
            Files.move(temporary.path(), path, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private DataException failure(IOException e) {
        return new DataException(
                "cannot keep the data set in the cache " + directory + " (" + e.getMessage()
                        + "); free 60 MB there, or set LANEWISE_CACHE to a directory that can be written",
                e);
    }
}
