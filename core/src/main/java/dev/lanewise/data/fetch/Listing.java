package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is in a folder. */
final class Listing {
    /** How many names a message has room for. */
    private static final int SHOWN = 6;

    private Listing() {}

    /**
     * The files and folders in a folder, in the order of their names.
     *
     * @throws DataException if it cannot be read
     */
    static List<Path> files(Path folder) {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            List<Path> out = new ArrayList<>();
            all.forEach(out::add);
            out.sort(null);
            return out;
        } catch (IOException e) {
            throw failure(folder, e);
        } catch (DirectoryIteratorException e) {
            throw failure(folder, e.getCause());
        }
    }

    static DataException failure(Path folder, IOException why) {
        return new DataException(
                folder
                        + (why instanceof AccessDeniedException
                                ? " may not be looked into; change its permissions"
                                : " cannot be looked into: " + why.getMessage() + "; give another folder"),
                why);
    }

    /** In words. */
    static String of(Path folder) {
        List<Path> all = files(folder);
        if (all.isEmpty()) {
            return "it is empty";
        }
        String shown = all.stream()
                .limit(SHOWN)
                .map(each -> each.getFileName() + (Files.isDirectory(each) ? "/" : ""))
                .collect(Collectors.joining(", "));
        return "it has " + shown + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }
}
