package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that lacks what it needs says what that is. */
class ScarceResourcesIT {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static Outcome shell(String before, List<String> jvmOptions, String args, String after) throws Exception {
        String command = String.join(" ", CliProcess.command(jvmOptions, List.of(args.split(" "))));
        return CliProcess.run(temporary, List.of("sh", "-c", before + command + after));
    }

    private static List<String> said(Outcome outcome) {
        return outcome.err()
                .lines()
                .filter(each -> each.startsWith("lanewise: "))
                .toList();
    }

    @Test
    void tooFewFileDescriptorsAreAnErrorOfOutputAndNoSignal() throws Exception {
        Path out = temporary.resolve("scarce");
        Outcome outcome =
                shell("ulimit -n 24; ", List.of(), "--epochs 2 --hidden 8 --data " + data + " --out " + out, "");
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(7);
        assertThat(said(outcome)).singleElement().asString().contains("Too many open files", "ulimit -n");
        assertThat(out.resolve("model.safetensors")).exists();
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(each -> each.getFileName().toString())).noneMatch(each -> each.startsWith("."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "train --help", "--version", "completion", "man", "regularizers", "info"})
    void aFullDiskBehindAnyOutputIsAnError(String args) throws Exception {
        Outcome outcome = shell("", List.of(), args, " > /dev/full");
        assertThat(outcome.code()).isEqualTo(7);
        assertThat(said(outcome)).singleElement().asString().contains("standard output cannot be written");
    }

    @Test
    void tooLittleMemoryIsToldAsThatOnAnyThread() throws Exception {
        Outcome outcome = shell("", List.of("-Xmx40m"), "--epochs 1 --hidden 2000,2000 --threads 2 --data " + data, "");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(said(outcome)).singleElement().asString().contains("out of memory", "-Xmx");
    }
}
