package dev.lanewise.spark;

import dev.lanewise.cli.runfile.RunFolder;
import dev.lanewise.cli.runfile.WholeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small files between folders of machines that share none: their bytes, by their names. */
final class FileBytes {
    private FileBytes() {}

    /** Those in a folder itself; none if it does not exist. */
    static TreeMap<String, byte[]> read(Path folder) throws IOException {
        TreeMap<String, byte[]> out = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            for (Path each : files(folder)) {
                out.put(each.getFileName().toString(), Files.readAllBytes(each));
            }
        }
        return out;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** Writes them, in folders below this one where their names say so. */
    static void write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Path file = folder.resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    /** Makes them the files of the folder of a run. Its record is written last, as it says that the run is done. */
    static void replace(Map<String, byte[]> files, Path run) throws IOException {
        List<String> names = new ArrayList<>(files.keySet());
        names.sort((a, b) -> Boolean.compare(a.equals(RunFolder.RUN), b.equals(RunFolder.RUN)));
        WholeFiles.write(run, names, staging -> write(files, staging));
        for (Path each : files(run)) {
            if (!files.containsKey(each.getFileName().toString())) {
                Files.delete(each);
            }
        }
    }
}
