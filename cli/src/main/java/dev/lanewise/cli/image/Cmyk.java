package dev.lanewise.cli.image;

import java.awt.image.Raster;
import javax.imageio.IIOException;

/**
 * JPEG pictures of four inks, as made for print. Their numbers are as Adobe's programs write them, more meaning less ink.
 * Whether they are coded as YCCK instead does not matter much: the first band is then the brightness itself.
 */
final class Cmyk {
    private Cmyk() {}

    /**
     * Brightness of a raw picture.
     *
     * @param otherwise thrown if it has not four bands
     */
    static GrayImage gray(Raster raw, IIOException otherwise) throws IIOException {
        if (raw.getNumBands() != 4) {
            throw otherwise;
        }
        float[] values = new float[raw.getHeight() * raw.getWidth()];
        int at = 0;
        for (int y = 0; y < raw.getHeight(); y++) {
            for (int x = 0; x < raw.getWidth(); x++) {
                float key = raw.getSample(x, y, 3) / 255f;
                values[at++] =
                        key * Brightness.luma(raw.getSample(x, y, 0), raw.getSample(x, y, 1), raw.getSample(x, y, 2));
            }
        }
        return new GrayImage(values, raw.getHeight(), raw.getWidth());
    }
}
