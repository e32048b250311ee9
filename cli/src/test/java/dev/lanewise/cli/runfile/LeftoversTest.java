package dev.lanewise.cli.runfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed runs leave half written goes, and nothing else does. */
class LeftoversTest {
    @TempDir
    private Path folder;

    private static void write(Path... files) throws IOException {
        for (Path each : files) {
            Files.createDirectories(each.getParent());
            Files.writeString(each, "half");
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void thoseOfTheRunsOfASweepGoTooUnlessTheyAreRunsByThemselves() throws IOException {
        Path one = folder.resolve("runs/1-42");
        Path other = folder.resolve("runs/other");
        for (Path run : List.of(one, other)) {
            write(run.resolve("run.json"), run.resolve(".checkpoint.safetensors-42.part"), run.resolve(".writing7/x"));
        }
        write(other.resolve(FolderLock.NAME));
        OutputFolder.goOn(folder).close();
        assertThat(names(one)).containsExactly("run.json");
        assertThat(names(other)).hasSize(4);
    }

    @Test
    void foldersAndFilesOfTheUserStay() throws IOException {
        write(
                folder.resolve(".writing123/run.json"),
                folder.resolve(".checkpoint.safetensors-42.part"),
                folder.resolve(".writing-notes/novel.txt"),
                folder.resolve(".writing/novel.txt"),
                folder.resolve(".run.json-mine.part"));
        OutputFolder.goOn(folder).close();
        assertThat(names(folder)).containsExactly(".run.json-mine.part", ".writing", ".writing-notes");
        assertThat(folder.resolve(".writing-notes/novel.txt")).exists();
    }
}
