package dev.lanewise.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;

/** Four inks, of which more is written as less. */
class CmykTest {
    private static final IIOException UNSUPPORTED = new IIOException("unsupported");

    private static WritableRaster pixel(int... bands) {
        WritableRaster out =
                Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, 1, 1, bands.length, null);
        out.setPixel(0, 0, bands);
        return out;
    }

    private static float gray(int... bands) throws IIOException {
        return Cmyk.gray(pixel(bands), UNSUPPORTED).values()[0];
    }

    @Test
    void noInkIsWhiteAndAllInkIsBlack() throws IIOException {
        assertThat(gray(255, 255, 255, 255)).isEqualTo(255);
        assertThat(gray(255, 255, 255, 0)).isZero();
        assertThat(gray(0, 0, 0, 255)).isZero();
        assertThat(gray(255, 255, 255, 51)).isBetween(50.9f, 51.1f);
    }

    @Test
    void anythingElseStaysUnsupported() {
        assertThatThrownBy(() -> gray(1, 2, 3)).isSameAs(UNSUPPORTED);
    }
}
