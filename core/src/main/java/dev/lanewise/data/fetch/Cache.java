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
    /** Finds out before anything is fetched whether it can be kept. */
    void prepare() {
        try {
            Files.createDirectories(directory);
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
