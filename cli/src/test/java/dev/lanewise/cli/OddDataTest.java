package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.runfile.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that can be trained on but hardly is what was meant: one line of warning each. */
class OddDataTest {
    private static final String IMAGES = "-images-idx3-ubyte";
    private static final String LABELS = "-labels-idx1-ubyte";

    @TempDir
    private Path temporary;

    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    /** Changes the numbers of a file, from the one at {@code header} on. */
    private void change(String file, int header, IntUnaryOperator number) throws IOException {
        byte[] bytes = Files.readAllBytes(data.resolve(file));
        for (int i = header; i < bytes.length; i++) {
            bytes[i] = (byte) number.applyAsInt(i - header);
        }
        Files.write(data.resolve(file), bytes);
    }

    private void labels(String part, IntUnaryOperator label) throws IOException {
        change(part + LABELS, 8, label);
    }

    private void warns(List<String> lines, String... more) throws IOException, JsonParserException {
        Path run = temporary.resolve("run");
        Outcome outcome = Outcome.of(Stream.concat(
                        Stream.of(
                                "-q",
                                "--data",
                                data.toString(),
                                "--hidden",
                                "5",
                                "--epochs",
                                "1",
                                "--out",
                                run.toString()),
                        Arrays.stream(more))
                .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err().lines())
                .containsExactlyElementsOf(
                        lines.stream().map(each -> "lanewise: --data: " + each).toList());
        assertThat(JsonParser.object()
                        .from(Files.readString(run.resolve(RunFolder.RUN)))
                        .getObject("data")
                        .getArray("warnings"))
                .isEqualTo(lines);
    }

    @Test
    void soundDataIsWorthNoWarning() throws IOException, JsonParserException {
        warns(List.of());
    }

    @Test
    void trainingImagesOfOneClass() throws IOException, JsonParserException {
        labels("train", i -> 2);
        warns(List.of("all training images are of class 2, so that there is nothing to tell apart"));
    }

    /** Images say so since the first day; see {@link BadInputTest} for data that has no other class at all. */
    @Test
    void trainingRowsOfOneClass() throws IOException, JsonParserException {
        StringBuilder rows = new StringBuilder("a,kind\n");
        IntStream.range(0, 60).forEach(i -> rows.append(i).append(i < 30 ? ",x\n" : ",y\n"));
        data = Files.writeString(temporary.resolve("sorted.csv"), rows);
        warns(
                List.of(
                        "all training rows are of class x, so that there is nothing to tell apart: the rows are sorted by"
                                + " class, and --limit takes the first 10; shuffle them or raise the limit"),
                "--target",
                "kind",
                "--limit",
                "10");
    }

    @Test
    void textsThatTellRowsApart() throws IOException, JsonParserException {
        StringBuilder rows = new StringBuilder("id,a,kind\n");
        IntStream.range(0, 60).forEach(i -> rows.append("r" + i + "," + i % 7 + (i % 2 == 0 ? ",x\n" : ",y\n")));
        data = Files.writeString(temporary.resolve("ids.csv"), rows);
        String warning =
                "the column 'id' has 60 different texts in 60 rows, each a feature of its own; leave the column"
                        + " out if it only names rows";
        warns(List.of(warning), "--target", "kind");
        assertThat(Outcome.of("info", "--data", data.toString()).words()).contains("warnings: " + warning);
    }

    @Test
    void imagesWithNothingInThem() throws IOException, JsonParserException {
        change("train" + IMAGES, 16, i -> 0);
        change("t10k" + IMAGES, 16, i -> i < TinyData.SIDE * TinyData.SIDE ? 7 : i);
        warns(List.of(
                "400 of 400 training images are blank: all their pixels are alike",
                "1 of 100 test images are blank: all their pixels are alike"));
    }

    @Test
    void imagesSortedByClassOfWhichTheFirstAreTaken() throws IOException, JsonParserException {
        labels("train", i -> i / 100);
        warns(
                List.of(
                        "no training image is of class 2, 3, but 50 test images are: the images are sorted by class, and"
                                + " --limit takes the first 200; shuffle them or raise the limit"),
                "--limit",
                "200");
    }

    @Test
    void sortedImagesOfWhichOneClassIsTaken() throws IOException, JsonParserException {
        labels("train", i -> i / 100);
        warns(
                List.of("all training images are of class 0, so that there is nothing to tell apart: the images are"
                        + " sorted by class, and --limit takes the first 50; shuffle them or raise the limit"),
                "--limit",
                "50");
    }

    @Test
    void classesThatAreTestedButNeverTrainedOn() throws IOException, JsonParserException {
        labels("train", i -> i % 3);
        warns(List.of("no training image is of class 3, but 25 test images are"));
    }

    @Test
    void testImagesThatWereTrainedOn() throws IOException, JsonParserException {
        for (String kind : List.of(IMAGES, LABELS)) {
            Files.copy(data.resolve("train" + kind), data.resolve("t10k" + kind), StandardCopyOption.REPLACE_EXISTING);
        }
        warns(List.of("the test images are the training images, so that the test says nothing about new images"));
    }

    @Test
    void labelsFromOneOnAreTheClassesThatTheyName() throws IOException, JsonParserException {
        labels("train", i -> 1 + i % TinyData.CLASSES);
        labels("t10k", i -> 1 + i % TinyData.CLASSES);
        Path run = temporary.resolve("run");
        assertThat(Outcome.of("--data", data.toString(), "--epochs", "1", "--hidden", "5", "--out", run.toString())
                        .code())
                .isZero();
        assertThat(JsonParser.object()
                        .from(Files.readString(run.resolve(RunFolder.RUN)))
                        .getObject("data")
                        .getArray("classes"))
                .isEqualTo(List.of("1", "2", "3", "4"));
        Outcome evaluated = Outcome.of("evaluate", run.toString());
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
    }

    @Test
    void aPipeInPlaceOfAFileIsRefusedAtOnce() throws IOException, InterruptedException {
        Path pipe = data.resolve("train" + IMAGES);
        Files.delete(pipe);
        Process made = Patience.start(new ProcessBuilder("mkfifo", pipe.toString()).inheritIO());
        assertThat(Patience.exitCode(made)).isZero();
        Outcome outcome = Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(2), () -> Outcome.of("--data", data.toString(), "-q"));
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .isEqualTo("lanewise: " + pipe + " is not a file but a folder, a pipe or a device; give an IDX file"
                        + System.lineSeparator());
    }
}
