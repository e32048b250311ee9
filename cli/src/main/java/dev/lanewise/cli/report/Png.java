package dev.lanewise.cli.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as PNG. */
final class Png {
    private Png() {}

    /** A grey image as a data URI, for inside a page. */
    static String dataUri(byte[] pixels, int rows, int columns) {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, columns, rows, pixels);
        try {
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The content of a file. It is made in memory, as a cache on disk is refused when the program is being stopped, which is when
     * a comparison that was interrupted writes its report.
     */
    static byte[] bytes(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("this JDK cannot write PNG");
            }
        }
        return bytes.toByteArray();
    }
}
