package dev.lanewise.cli.runfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs that were killed while they wrote have left in their folder, under names that nobody else uses. */
final class Leftovers {
    private Leftovers() {}

    /**
     * Deletes them.
     *
     * @param folder which this process alone uses
     * @param names of the files that were being written
     */
    static void delete(Path folder, List<String> names) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (names.stream().anyMatch(ours -> name.matches("\\." + Pattern.quote(ours) + "-\\d+\\.part"))) {
                    Files.deleteIfExists(each);
                } else if (WholeFiles.isStaging(name) && Files.isDirectory(each)) {
                    WholeFiles.delete(each);
                }
            }
        }
    }
}
