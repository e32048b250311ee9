package dev.lanewise.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of pixels that files may have, and the ways up. */
class PictureKindsTest {
    private static final int ROWS = 20;
    private static final int COLUMNS = 30;

    @TempDir
    Path temporary;

    /** A gray TIFF file whose upper half has one value and the lower another. */
    private Path tiff(int type, double upper, double lower) throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, ComponentColorModel.OPAQUE, type);
        WritableRaster raster = Raster.createWritableRaster(model.createCompatibleSampleModel(COLUMNS, ROWS), null);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            raster.setSample(i % COLUMNS, i / COLUMNS, 0, i / COLUMNS < ROWS / 2 ? upper : lower);
        }
        Path file = temporary.resolve("picture.tif");
        assertThat(ImageIO.write(new BufferedImage(model, raster, false, null), "tif", file.toFile()))
                .isTrue();
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        DataBuffer.TYPE_FLOAT + ", 1, 0.5, 255, 127.5",
        DataBuffer.TYPE_FLOAT + ", 255, 51, 255, 51",
        DataBuffer.TYPE_DOUBLE + ", 0.2, 0, 51, 0",
        DataBuffer.TYPE_FLOAT + ", 1, -1, 255, 0",
        DataBuffer.TYPE_FLOAT + ", 65535, 0, 255, 0",
        DataBuffer.TYPE_INT + ", 255, 51, 255, 51",
        DataBuffer.TYPE_INT + ", 65535, 13107, 255, 51",
        DataBuffer.TYPE_INT + ", 2147483647, 0, 255, 0",
        DataBuffer.TYPE_USHORT + ", 65535, 13107, 255, 51"
    })
    void tiffFilesOfAnyTypeAreRead(int type, double upper, double lower, float upperSeen, float lowerSeen)
            throws IOException {
        GrayImage read = PictureFile.read(tiff(type, upper, lower)).image();
        assertThat(read.at(0, 0)).isEqualTo(upperSeen);
        assertThat(read.at(ROWS - 1, COLUMNS - 1)).isEqualTo(lowerSeen);
    }

    @Test
    void pixelsThatAreNoNumbersAreRefused() throws IOException {
        Path file = tiff(DataBuffer.TYPE_FLOAT, 1, Double.NaN);
        assertThatThrownBy(() -> PictureFile.read(file))
                .hasMessageContaining("its pixels are no numbers: number 300 is NaN");
    }

    /** The JDK's reader would look for the last picture until memory ends. */
    @Test
    @Timeout(60)
    void aTiffWhoseDirectoriesLeadInACircleIsDamaged() throws IOException {
        Path file = tiff(DataBuffer.TYPE_BYTE, 255, 51);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        bytes.putInt(directory + 2 + 12 * bytes.getShort(directory), directory);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> PictureFile.read(file)).hasMessage("it is damaged");
    }

    /** A PNG file of one sample a pixel in which a value counts as transparent: a bar of 1 on 0. */
    private Path transparent(int bits) throws IOException {
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(pixels)) {
            for (int r = 0; r < ROWS; r++) {
                byte[] row = new byte[1 + (COLUMNS * bits + 7) / 8];
                for (int c = 10; c < 20; c++) {
                    row[1 + (c * bits + bits - 1) / 8] |= (byte) (1 << 7 - (c * bits + bits - 1) % 8);
                }
                deflated.write(row);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream png = new DataOutputStream(out);
        png.writeLong(0x89504E470D0A1A0AL);
        chunk(png, "IHDR", 0, 0, 0, COLUMNS, 0, 0, 0, ROWS, bits, 0, 0, 0, 0);
        chunk(png, "tRNS", 0, 0);
        byte[] bytes = pixels.toByteArray();
        int[] values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i]);
        chunk(png, "IDAT", values);
        chunk(png, "IEND");
        return Files.write(temporary.resolve("picture.png"), out.toByteArray());
    }

    private static void chunk(DataOutputStream out, String name, int... content) throws IOException {
        byte[] bytes = Arrays.copyOf(name.getBytes(StandardCharsets.US_ASCII), 4 + content.length);
        for (int i = 0; i < content.length; i++) {
            bytes[4 + i] = (byte) content[i];
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        out.writeInt(content.length);
        out.write(bytes);
        out.writeInt((int) sum.getValue());
    }

    /** The bar is nearly black, and so what is seen through becomes white. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void aTransparentValueIsSeenThrough(int bits) throws IOException {
        GrayImage read = PictureFile.read(transparent(bits)).image();
        assertThat(read.at(0, 0)).isEqualTo(255);
        assertThat(PictureFile.read(transparent(bits)).seenThrough()).isTrue();
        assertThat(read.at(0, 15)).isCloseTo(255f / ((1 << bits) - 1), org.assertj.core.data.Offset.offset(0.1f));
    }
}
