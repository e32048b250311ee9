package dev.lanewise.spark;

import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunData;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a data set, as they are sent to executors: nobody has to copy data to the machines of a cluster.
 *
 * @param files their bytes, by their paths below the folder of the data set
 * @param origin where the driver has them, in words
 * @param paths of the driver
 * @param sha256 by which the driver knows the data
 */
record DataFiles(TreeMap<String, byte[]> files, String origin, List<String> paths, List<String> sha256)
        implements Serializable {
    /** What the driver has read. */
    static DataFiles of(RunConfig config, RunData data) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        for (Path part : data.facts().files().stream().distinct().toList()) {
            Path root = config.data().filter(Files::isDirectory).orElse(part.getParent());
            try (Stream<Path> all = Files.walk(part)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(name(root, file), Files.readAllBytes(file));
                }
            }
        }
        return new DataFiles(
                files,
                data.facts().origin(),
                data.facts().files().stream().map(Path::toString).toList(),
                List.copyOf(data.facts().sha256()));
    }

    private static String name(Path root, Path file) {
        Path from = root.toAbsolutePath().normalize();
        Path whole = file.toAbsolutePath().normalize();
        return whole.startsWith(from)
                ? from.relativize(whole).toString()
                : whole.getFileName().toString();
    }
}
