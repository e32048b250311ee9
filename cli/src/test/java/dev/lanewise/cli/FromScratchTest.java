package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/lecture/FromScratch.java}, run as its reader would. */
class FromScratchTest {
    @TempDir
    Path temporary;

    private static Path program() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs/lecture")) ? here : here.getParent();
        return root.resolve("docs/lecture/FromScratch.java");
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = temporary.resolve("out");
        Path err = temporary.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                program().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder java = new ProcessBuilder(command)
                .directory(temporary.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        java.environment().put("LANEWISE_CACHE", temporary.resolve("nothing").toString());
        java.environment().put("XDG_DATA_DIRS", temporary.resolve("nowhere").toString());
        int code = Patience.exitCode(Patience.start(java));
        return new Outcome(code, Files.readString(out), Files.readString(err));
    }

    /** The rows of a table of epochs, without their seconds. */
    private static List<String> epochs(Outcome outcome) {
        return outcome.lines().stream()
                .filter(line -> line.matches(" +\\d+ +\\d.*%.*"))
                .map(line -> line.substring(0, line.lastIndexOf('%')).strip().replaceAll(" +", " "))
                .toList();
    }

    @Test
    void itReachesTheVeryBitsOfTheLibrary() throws Exception {
        String data = TinyData.write(temporary.resolve("data")).toString();
        Path kept = temporary.resolve("kept");
        Outcome library = Outcome.of(
                "--preset", "lecture", "--hidden", "32,32", "--epochs", "3", "--data", data, "--out", kept.toString());
        Outcome scratch = run(data, "0", "3", "32");

        assertThat(scratch.code()).as(scratch.err()).isZero();
        assertThat(epochs(scratch)).hasSize(3).isEqualTo(epochs(library));
        String sha256 = scratch.lines().getLast().replaceFirst(".*: ", "");
        assertThat(kept.resolve("run.json")).content().contains(sha256);
    }

    @Test
    void dropoutKeepsAllSomeOrNone() throws Exception {
        List<String> cases = run(TinyData.write(temporary.resolve("data")).toString(), "20", "1", "4")
                .lines();
        assertThat(cases.get(0)).contains("0.0) = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0,");
        assertThat(cases.get(1)).contains("0.5) = [").contains(" 0.0,").contains(" 30.0]");
        assertThat(cases.get(2)).contains("1.0) = [" + "0.0, ".repeat(15) + "0.0]");
    }

    @Test
    void whatIsWrongIsSaidInASentence() throws Exception {
        for (String[] wrong : new String[][] {{}, {"missing"}, {"missing", "many"}}) {
            Outcome outcome = run(wrong);
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err().lines()).hasSize(1).allMatch(line -> line.startsWith("FromScratch: "));
        }
    }
}
