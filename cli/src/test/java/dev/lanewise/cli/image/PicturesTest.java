package dev.lanewise.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of many kinds of the same thing, an upright bar, must come out alike. */
class PicturesTest {
    private static final int SIDE = 28;

    @TempDir
    Path temporary;

    private final Pictures pictures = new Pictures(SIDE, SIDE, List.of("a", "b"));

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
        LabelledImages read = pictures.read(file);
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

    @Test
    void grayPicturesOfTheRightSizeAreTakenAsTheyAre() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] expected = new byte[SIDE * SIDE];
        for (int i = 0; i < expected.length; i++) {
            int row = i / SIDE;
            int column = i % SIDE;
            boolean edge = row == 0 || column == 0 || row == SIDE - 1 || column == SIDE - 1;
            expected[i] = (byte) (edge ? 0 : i * 7);
            image.getRaster().setSample(column, row, 0, expected[i] & 0xFF);
        }
        assertThat(read(image, "png")).isEqualTo(expected);
    }

    @Test
    void anEmptyPictureIsBlack() throws IOException {
        assertThat(read(bar(BufferedImage.TYPE_INT_RGB, Color.WHITE, Color.WHITE, 50, 20), "png"))
                .containsOnly(0);
    }

    @Test
    void idxFilesHoldManyPictures() throws IOException {
        ByteBuffer idx = ByteBuffer.allocate(16 + 3 * SIDE * SIDE);
        idx.putInt(2051).putInt(3).putInt(SIDE).putInt(SIDE);
        Arrays.fill(idx.array(), 16, idx.capacity(), (byte) 200);
        LabelledImages read = pictures.read(Files.write(temporary.resolve("three"), idx.array()));
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
        assertThat(smallSum / small.length).isCloseTo(sum / values.length, org.assertj.core.data.Offset.offset(0.01));
    }
}
