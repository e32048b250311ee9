package dev.lanewise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.Idx.Images;
import dev.lanewise.data.fetch.SmallData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
    private static final byte[] IMAGES = SmallData.images(5);
    private static final byte[] LABELS = SmallData.labels(5);

    @TempDir
    private Path directory;

    private Path file(byte[] content) {
        return SmallData.write(directory.resolve("file"), content);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsImagesCompressedOrNot(boolean compressed) {
        Images images = Idx.images(file(compressed ? SmallData.gzip(IMAGES) : IMAGES));

        assertThat(images.count()).isEqualTo(5);
        assertThat(images.rows()).isEqualTo(SmallData.ROWS);
        assertThat(images.columns()).isEqualTo(SmallData.COLUMNS);
        assertThat(images.pixels()).isEqualTo(Arrays.copyOfRange(IMAGES, 16, IMAGES.length));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsLabelsCompressedOrNot(boolean compressed) {
        assertThat(Idx.labels(file(compressed ? SmallData.gzip(LABELS) : LABELS)))
                .containsExactly(0, 1, 2, 0, 1);
    }

    @Test
    void readsFilesThatCompressBetterThanItTrusts() {
        byte[] zeros = SmallData.idx(IdxFile.IMAGES, new byte[1_000_000], 1_000, 100, 10);

        assertThat(Idx.images(file(SmallData.gzip(zeros))).pixels())
                .hasSize(1_000_000)
                .containsOnly(0);
    }

    static Stream<Arguments> brokenImages() {
        byte[] gzip = SmallData.gzip(IMAGES);
        byte[] flipped = gzip.clone();
        flipped[flipped.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("nothing", new byte[0], "has only 0 bytes"),
                Arguments.of("three bytes", Arrays.copyOf(IMAGES, 3), "has only 3 bytes"),
                Arguments.of("half a header", Arrays.copyOf(IMAGES, 9), "cut short"),
                Arguments.of("a header alone", Arrays.copyOf(IMAGES, 16), "cut short"),
                Arguments.of("the last pixel missing", Arrays.copyOf(IMAGES, IMAGES.length - 1), "cut short"),
                Arguments.of("a byte too many", Arrays.copyOf(IMAGES, IMAGES.length + 1), "goes on after the 60 bytes"),
                Arguments.of("labels", LABELS, "starts with the number 2049, but IDX images start with 2051"),
                Arguments.of("a web page", "<!DOCTYPE html>".getBytes(), "but IDX images start with 2051"),
                Arguments.of("gzip cut in its header", Arrays.copyOf(gzip, 5), "cut short"),
                Arguments.of("gzip cut in half", Arrays.copyOf(gzip, gzip.length / 2), "cut short"),
                Arguments.of("gzip without its check sum", Arrays.copyOf(gzip, gzip.length - 8), "cut short"),
                Arguments.of("gzip with a wrong check sum", flipped, "is damaged"),
                Arguments.of("no images", header(0, 4, 3), "promises nothing"),
                Arguments.of("images without rows", header(5, 0, 3), "promises nothing"),
                Arguments.of("4 GB", header(-1, 1, 1), "more than 2 GB"),
                Arguments.of("a product that overflows", header(1 << 30, 1 << 30, 16), "more than 2 GB"),
                Arguments.of("2 GB that are not there", header(2_000, 1_000, 1_000), "cut short"),
                Arguments.of(
                        "2 GB that are not there, in gzip", SmallData.gzip(header(2_000, 1_000, 1_000)), "cut short"));
    }

    private static byte[] header(int... sizes) {
        return SmallData.idx(IdxFile.IMAGES, new byte[0], sizes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenImages")
    void refusesBrokenImagesInOneSentenceThatNamesTheFile(String what, byte[] content, String reason) {
        Path file = file(content);

        assertThatThrownBy(() -> Idx.images(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void refusesImagesInPlaceOfLabels() {
        Path file = file(IMAGES);

        assertThatThrownBy(() -> Idx.labels(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("starts with the number 2051, but IDX labels start with 2049");
    }

    @Test
    void saysThatThereIsNoFile() {
        Path file = directory.resolve("absent");

        assertThatThrownBy(() -> Idx.images(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + " does not exist");
    }

    @Test
    void saysThatADirectoryCannotBeRead() {
        assertThatThrownBy(() -> Idx.images(directory))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(directory + " cannot be read");
    }
}
