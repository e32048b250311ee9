package dev.lanewise.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Index.atIndex;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Polarity;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of many kinds of the same thing, an upright bar, must come out alike. */
class PicturesTest {
    private static final int SIDE = 28;

    @TempDir
    Path temporary;

    private final Pictures pictures = new Pictures(SIDE, SIDE, Optional.of(Polarity.BRIGHT_ON_DARK), List.of("a", "b"));

    private static BufferedImage bar(int type, Color background, Color bar, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        if (background != null) {
            graphics.setColor(background);
            graphics.fillRect(0, 0, width, height);
        }
        graphics.setColor(bar);
        graphics.fillRect(width / 2 - height / 8, height / 8, height / 4, height * 3 / 4);
        graphics.dispose();
        return image;
    }

    private byte[] read(BufferedImage image, String format) throws IOException {
        Path file = temporary.resolve("picture." + format);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        LabelledImages read = pictures.read(file).images();
        assertThat(read.size()).isOne();
        return read.pixels();
    }

    /** The bar fills the height; a third as wide, it is about 9 pixels wide and stands in the middle. */
    private static void isTheBar(byte[] pixels) {
        for (int r = 0; r < SIDE; r++) {
            for (int c = 0; c < SIDE; c++) {
                int value = pixels[r * SIDE + c] & 0xFF;
                if (c < 8 || c > 19) {
                    assertThat(value).as("row %d column %d", r, c).isLessThan(30);
                } else if (c > 10 && c < 17) {
                    assertThat(value).as("row %d column %d", r, c).isGreaterThan(225);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_INT_ARGB
            })
    void kindsOfPngAndBackgroundsMakeNoDifference(int type) throws IOException {
        isTheBar(read(bar(type, Color.WHITE, Color.BLACK, 300, 400), "png"));
        isTheBar(read(bar(type, Color.BLACK, Color.WHITE, 500, 160), "png"));
    }

    @Test
    void jpegsAreRead() throws IOException {
        isTheBar(read(bar(BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.BLACK, 640, 480), "jpg"));
        isTheBar(read(bar(BufferedImage.TYPE_BYTE_GRAY, Color.WHITE, Color.BLACK, 640, 480), "jpg"));
    }

    @Test
    void aTransparentBackgroundIsTheOppositeOfTheThing() throws IOException {
        isTheBar(read(bar(BufferedImage.TYPE_INT_ARGB, null, Color.BLACK, 300, 300), "png"));
        isTheBar(read(bar(BufferedImage.TYPE_INT_ARGB, null, Color.WHITE, 300, 300), "png"));
    }

    @Test
    void hugePicturesAreThinnedOut() throws IOException {
        isTheBar(read(bar(BufferedImage.TYPE_BYTE_GRAY, Color.WHITE, Color.BLACK, 7000, 5000), "png"));
    }

    private Picture ofPolarity(Polarity polarity, BufferedImage image) throws IOException {
        Path file = temporary.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return new Pictures(SIDE, SIDE, Optional.ofNullable(polarity), List.of("a", "b")).read(file);
    }

    private static BufferedImage ofOwnSize(boolean light) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < SIDE * SIDE; i++) {
            boolean edge = i / SIDE % (SIDE - 1) == 0 || i % SIDE % (SIDE - 1) == 0;
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, edge ? light ? 255 : 0 : i * 7 & 0xFF);
        }
        return image;
    }

    private static byte[] pixels(BufferedImage image) {
        return (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
    }

    @ParameterizedTest
    @EnumSource
    void picturesOfTheNetworksOwnSizeAreTakenAsTheyAre(Polarity polarity) throws IOException {
        for (boolean light : List.of(false, true)) {
            Picture read = ofPolarity(polarity, ofOwnSize(light));
            assertThat(read.images().pixels()).isEqualTo(pixels(ofOwnSize(light)));
            boolean opposite = polarity == (light ? Polarity.BRIGHT_ON_DARK : Polarity.DARK_ON_LIGHT);
            assertThat(read.doubt().isPresent()).isEqualTo(opposite);
        }
    }

    @Test
    void whatShowsThroughThemIsAsInTheTrainingImages() throws IOException {
        BufferedImage strokes = bar(BufferedImage.TYPE_INT_ARGB, null, Color.BLACK, SIDE, SIDE);
        assertThat(ofPolarity(Polarity.BRIGHT_ON_DARK, strokes).images().pixels())
                .contains((byte) 255, atIndex(SIDE * 14 + 14))
                .contains((byte) 0, atIndex(0));
        assertThat(ofPolarity(Polarity.DARK_ON_LIGHT, strokes).images().pixels())
                .contains((byte) 0, atIndex(SIDE * 14 + 14))
                .contains((byte) 255, atIndex(0));
    }

    @Test
    void withoutAKnownPolarityTheyAreTurnedIfTheirBorderIsLight() throws IOException {
        assertThat(ofPolarity(null, ofOwnSize(false)).images().pixels()).isEqualTo(pixels(ofOwnSize(false)));
        assertThat(ofPolarity(null, ofOwnSize(true)).images().pixels()[0]).isZero();
    }

    @Test
    void otherPicturesBecomeAsDarkOrLightAsTheTrainingImages() throws IOException {
        BufferedImage bar = bar(BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.BLACK, 300, 400);
        byte[] bright = ofPolarity(Polarity.BRIGHT_ON_DARK, bar).images().pixels();
        byte[] dark = ofPolarity(Polarity.DARK_ON_LIGHT, bar).images().pixels();
        isTheBar(bright);
        for (int i = 0; i < dark.length; i++) {
            assertThat(dark[i] & 0xFF).isCloseTo(255 - (bright[i] & 0xFF), Offset.offset(1));
        }
    }

    @Test
    void aNetworkForScenesGetsTheMiddleOfThePictureAsItIs() throws IOException {
        BufferedImage scene = bar(BufferedImage.TYPE_BYTE_GRAY, Color.GRAY, Color.LIGHT_GRAY, 300, 200);
        byte[] read = ofPolarity(Polarity.MIXED, scene).images().pixels();
        assertThat(read[0] & 0xFF).isEqualTo(128);
        assertThat(read[SIDE * SIDE / 2 + SIDE / 2] & 0xFF).isEqualTo(192);
    }

    @Test
    void idxFilesHoldManyPictures() throws IOException {
        ByteBuffer idx = ByteBuffer.allocate(16 + 3 * SIDE * SIDE);
        idx.putInt(2051).putInt(3).putInt(SIDE).putInt(SIDE);
        Arrays.fill(idx.array(), 16, idx.capacity(), (byte) 200);
        LabelledImages read = pictures.read(Files.write(temporary.resolve("three"), idx.array()))
                .images();
        assertThat(read.size()).isEqualTo(3);
        assertThat(read.pixels()).containsOnly(200);
    }

    @Test
    void aPictureCutShortIsRefused() throws IOException {
        Path file = temporary.resolve("cut.png");
        ImageIO.write(bar(BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.RED, 300, 400), "png", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 3));
        assertThatThrownBy(() -> pictures.read(file)).hasMessageContaining("cut.png is not a picture that can be read");
    }

    @Test
    void aJpegCutShortIsRefused() throws IOException {
        Path file = temporary.resolve("cut.jpg");
        ImageIO.write(bar(BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.RED, 300, 400), "jpg", file.toFile());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));
        assertThatThrownBy(() -> pictures.read(file))
                .hasMessageContaining("cut.jpg is not a picture that can be read (it is cut short); give a whole PNG");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0000001866747970686569630000000068656963 | it is of the kind HEIF
                    00000018667479706176696600000000         | it is of the kind AVIF
                    52494646000000005745425056503820         | it is of the kind WebP
                    255044462d312e340a                       | it is of the kind PDF
                    504b030414000000                         | it is of the kind ZIP
                    0a3c21444f43545950452068746d6c3e         | it is a web page or a drawing in SVG
                    68656c6c6f2c20776f726c6421212121         | unknown format
                    ''                                       | it is empty
                    """)
    void whatCannotBeReadIsCalledByItsKind(String start, String kind) throws IOException {
        Path file = Files.write(temporary.resolve("boot.png"), HexFormat.of().parseHex(start));
        assertThatThrownBy(() -> pictures.read(file))
                .hasMessageContaining("boot.png is not a picture that can be read (" + kind);
    }

    @Test
    void ofSeveralPicturesInAFileTheFirstIsLookedAt() throws IOException {
        Path file = temporary.resolve("pages.tif");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tif").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (Color background : List.of(Color.WHITE, Color.BLACK)) {
                Color bar = new Color(~background.getRGB());
                BufferedImage page = bar(BufferedImage.TYPE_INT_RGB, background, bar, 300, 300);
                writer.writeToSequence(new IIOImage(page, null, null), null);
            }
            writer.endWriteSequence();
        }
        Picture read = pictures.read(file);
        isTheBar(read.images().pixels());
        assertThat(read.doubt()).contains("it has 2 pictures, of which only the first is looked at");
    }

    @Test
    void aNetworkForRowsOfNumbersGetsNoPicture() throws IOException {
        Path file = temporary.resolve("picture.png");
        ImageIO.write(ofOwnSize(false), "png", file.toFile());
        Pictures rows = new Pictures(1, SIDE * SIDE, Optional.empty(), List.of("a", "b"));
        assertThatThrownBy(() -> rows.read(file))
                .hasMessageContaining("is a picture, but the network takes rows of 784 numbers; give an IDX file");
    }

    @Test
    void aPictureThatMayNotBeReadIsNamed() {
        Path locked = temporary.resolve("boot.png"); // root may read any, so the system's answer is made up
        assertThat(Pictures.unreadable(locked, new AccessDeniedException(locked.toString())))
                .hasMessage(locked + " may not be read; change its permissions");
    }

    @Test
    void aLinkThatLeadsNowhereIsNamed() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link.png"), temporary.resolve("gone"));
        assertThatThrownBy(() -> pictures.read(link))
                .hasMessageContaining("link.png is a link to a file that does not");
    }

    @Test
    void resizingKeepsTheMean() {
        float[] values = new float[37 * 53];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = i * 31 % 256;
            sum += values[i];
        }
        float[] small = new GrayImage(values, 37, 53).resized(28, 28).values();
        double smallSum = 0;
        for (float each : small) {
            smallSum += each;
        }
        assertThat(smallSum / small.length).isCloseTo(sum / values.length, Offset.offset(0.01));
    }

    @Test
    void numbersThatAreNoBytesAreAnsweredWithAWordOnTheirShades() throws IOException {
        ByteBuffer idx = ByteBuffer.allocate(16 + 2 * SIDE * SIDE);
        idx.putInt(0x0B03).putInt(1).putInt(SIDE).putInt(SIDE).putShort((short) 1800);
        Path file = Files.write(temporary.resolve("one-images-idx3-short"), idx.array());
        assertThat(pictures.read(file).doubt().orElseThrow())
                .startsWith(
                        "its numbers are no unsigned bytes: of the 256 shades they are given, 0.0 is black and 2047.0");
    }
}
