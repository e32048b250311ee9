package dev.lanewise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.Idx.Images;
import dev.lanewise.data.fetch.SmallData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
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
        byte[] zeros = SmallData.idx(SmallData.IMAGES, new byte[1_000_000], 1_000, 100, 10);

        assertThat(Idx.images(file(SmallData.gzip(zeros))).pixels())
                .hasSize(1_000_000)
                .containsOnly(0);
    }

    static Stream<Arguments> brokenImages() {
        byte[] gzip = SmallData.gzip(IMAGES);
        byte[] flipped = gzip.clone();
        flipped[flipped.length - 6] ^= 1;
        return Stream.of(
                Arguments.of("nothing", new byte[0], "is empty; fetch or copy it again"),
                Arguments.of("three bytes", Arrays.copyOf(IMAGES, 3), "has only 3 bytes"),
                Arguments.of("half a header", Arrays.copyOf(IMAGES, 9), "cut short"),
                Arguments.of("a header alone", Arrays.copyOf(IMAGES, 16), "cut short"),
                Arguments.of("the last pixel missing", Arrays.copyOf(IMAGES, IMAGES.length - 1), "cut short"),
                Arguments.of("a byte too many", Arrays.copyOf(IMAGES, IMAGES.length + 1), "goes on after the 60 bytes"),
                Arguments.of("labels", LABELS, "holds 5 single numbers, as labels are; give a file of images"),
                Arguments.of(
                        "colours",
                        SmallData.idx(0x0804, new byte[6], 1, 2, 1, 3),
                        "1 x 2 x 1 x 3 numbers, which are no"),
                Arguments.of("five dimensions", SmallData.idx(0x0805, new byte[1], 1, 1, 1, 1, 1), "of 5 dimensions"),
                Arguments.of("no dimensions", SmallData.idx(0x0800, new byte[1]), "of 0 dimensions"),
                Arguments.of("an unknown type", SmallData.idx(0x0A03, new byte[1], 1, 1, 1), "bytes 00 00 0a 03"),
                Arguments.of("not numbers", floats(0f, Float.NaN), "pixels that are no numbers (number 1 is NaN)"),
                Arguments.of("little-endian", SmallData.idx(0x03080000, new byte[12]), "header the wrong way round"),
                Arguments.of("a web page", latin("\n <!DOCTYPE html><html>"), "is a web page: the download went wrong"),
                Arguments.of("a web page in gzip", SmallData.gzip(latin("<html><body></body>")), "is a web page"),
                Arguments.of("a web page with a mark", latin("\u00EF\u00BB\u00BF<html>"), "is a web page"),
                Arguments.of("tar", latin("name" + "\0".repeat(253) + "ustar  "), "is a tar archive; unpack it first"),
                Arguments.of("gzip over and over", gzipped(5, IMAGES), "more often than anybody would mean"),
                Arguments.of("zip", latin("PK\3\4 and so on"), "is a zip archive"),
                Arguments.of("bzip2", latin("BZh91AY&SY and so on"), "compressed with bzip2; unpack it first"),
                Arguments.of("xz", latin("\u00FD7zXZ and so on"), "compressed with xz; unpack it first"),
                Arguments.of("NumPy", latin("\u0093NUMPY and so on"), "one of NumPy's arrays"),
                Arguments.of("a picture", latin("\u0089PNG\r\n and so on"), "is a PNG picture"),
                Arguments.of("Git LFS", latin("version https://git-lfs.github.com/"), "get it by git lfs pull"),
                Arguments.of("a table", latin("label,pixel1,pixel2,pixel3"), "is a text, not an IDX file"),
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

    private static byte[] gzipped(int times, byte[] content) {
        return times == 0 ? content : SmallData.gzip(gzipped(times - 1, content));
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] floats(float... pixels) {
        ByteBuffer body = ByteBuffer.allocate(4 * pixels.length);
        for (float each : pixels) {
            body.putFloat(each);
        }
        return SmallData.idx(0x0D03, body.array(), 1, 1, pixels.length);
    }

    private static byte[] header(int... sizes) {
        return SmallData.idx(SmallData.IMAGES, new byte[0], sizes);
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
    void readsFilesThatAreCompressedTwice() {
        assertThat(Idx.images(file(SmallData.gzip(SmallData.gzip(IMAGES)))).count())
                .isEqualTo(5);
    }

    private int[] pixels(byte[] file) {
        byte[] pixels = Idx.images(file(file)).pixels();
        return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xFF).toArray();
    }

    @Test
    void readsNumbersOfAnyType() {
        assertThat(pixels(SmallData.idx(0x0903, new byte[] {-128, 0, 127}, 1, 1, 3)))
                .containsExactly(0, 128, 255);
        assertThat(pixels(SmallData.idx(0x0903, new byte[] {0, 1, 127}, 1, 1, 3)))
                .containsExactly(0, 1, 127);
        assertThat(pixels(SmallData.idx(0x0B03, new byte[] {0, 0, 15, -1}, 1, 1, 2)))
                .containsExactly(0, 255);
        assertThat(pixels(SmallData.idx(0x0C03, new byte[] {0, 0, 0, 7, 0, 0, 0, -1}, 1, 2, 1)))
                .containsExactly(7, 255);
        assertThat(pixels(floats(0, 0.2f, 1))).containsExactly(0, 51, 255);
        assertThat(pixels(floats(-1, 0, 1))).containsExactly(0, 128, 255);
        assertThat(pixels(floats(-2, 0, 3))).containsExactly(0, 102, 255);
        assertThat(pixels(floats(0, 51, 255))).containsExactly(0, 51, 255);
        ByteBuffer doubles = ByteBuffer.allocate(16).putDouble(0.6).putDouble(1);
        assertThat(pixels(SmallData.idx(0x0E03, doubles.array(), 2, 1, 1))).containsExactly(153, 255);
    }

    @Test
    void readsLabelsOfAnyType() {
        byte[] ints = ByteBuffer.allocate(8).putInt(3).putInt(70_000).array();
        assertThat(Idx.labels(file(SmallData.idx(0x0C01, ints, 2)))).containsExactly(3, 70_000);
    }

    @Test
    void refusesLabelsThatAreNoWholeNumbersFromZeroOn() {
        byte[] half = ByteBuffer.allocate(8).putFloat(1).putFloat(0.5f).array();
        assertThatThrownBy(() -> Idx.labels(file(SmallData.idx(0x0D01, half, 2))))
                .hasMessageContaining("has label 0.5 for image 1");
        assertThatThrownBy(() -> Idx.labels(file(SmallData.idx(0x0901, new byte[] {-1}, 1))))
                .hasMessageContaining("has label -1 for image 0");
        assertThatThrownBy(() -> Idx.labels(file(SmallData.idx(0x0802, new byte[6], 2, 3))))
                .hasMessageContaining("holds 2 x 3 numbers, several for each image; give a file of labels");
    }

    @Test
    void readsRowsOfNumbersAsImagesOfOneRow() {
        Images rows = Idx.images(file(SmallData.idx(0x0802, new byte[6], 2, 3)));
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.rows()).isOne();
        assertThat(rows.columns()).isEqualTo(3);
    }

    @Test
    void readsImagesOfOneChannelWhereverItsDimensionIs() {
        for (int[] sizes : new int[][] {{5, 4, 3, 1}, {5, 1, 4, 3}}) {
            Images images = Idx.images(file(SmallData.idx(0x0804, new byte[60], sizes)));
            assertThat(images.count()).isEqualTo(5);
            assertThat(images.rows()).isEqualTo(4);
            assertThat(images.columns()).isEqualTo(3);
        }
    }

    @Test
    void refusesWhatIsNoFile() {
        Path device = Path.of("/dev/zero");
        assertThatThrownBy(() -> Idx.images(device))
                .isInstanceOf(DataException.class)
                .hasMessage(device + " is not a file but a folder, a pipe or a device; give an IDX file");
    }

    @Test
    void saysThatALinkLeadsNowhere() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("gone"));
        assertThatThrownBy(() -> Idx.images(link)).hasMessageContaining("is a link to a file that does not exist");
    }

    @Test
    void refusesImagesInPlaceOfLabels() {
        Path file = file(IMAGES);

        assertThatThrownBy(() -> Idx.labels(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("holds 5 x 4 x 3 numbers, as images have them; give a file of labels");
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
                .hasMessageStartingWith(directory + " is not a file but a folder");
    }
}
