package dev.lanewise.plugins;

import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.BatchRegularizer;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.Arrays;
import java.util.List;

/**
 * Moves images and flips them left to right: {@code x'(r, c) = x(r - a, c - b)}, or with the probability to flip {@code x(r - a,
 * width - 1 - (c - b))}, where a and b are whole numbers drawn evenly from −shift to shift. What comes in from outside is black.
 *
 * <p>Source: A. Krizhevsky, I. Sutskever, G. Hinton, "ImageNet Classification with Deep Convolutional Neural Networks", NIPS 2012,
 * section 4.1.
 */
public final class Augment implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "augment";
    }

    @Override
    public String summary() {
        return "moves and flips images at random";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.whole("shift", 0, 10_000, "the most pixels to move, in either direction"),
                Parameter.number("flip", 0, 1, "the probability to flip left to right")
                        .orElse(0));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.whole("shift"), arguments.number("flip"));
    }

    private record Hook(int shift, double flip) implements BatchRegularizer {
        @Override
        public boolean needsImages() {
            return true;
        }

        @Override
        public void features(BatchRow row) {
            int height = row.imageHeight();
            int width = row.imageWidth();
            float[] x = row.values();
            if (row.uniform(0) < flip) {
                flip(x, row.length(), width);
            }
            move(x, height, width, shift(row.uniform(1), height), shift(row.uniform(2), width));
        }

        /** From −shift to shift, but not further than out of the image. */
        private int shift(double uniform, int most) {
            int drawn = (int) (uniform * (2 * shift + 1)) - shift;
            return Math.clamp(drawn, -most, most);
        }

        private static void flip(float[] x, int length, int width) {
            for (int row = 0; row < length; row += width) {
                for (int left = row, right = row + width - 1; left < right; left++, right--) {
                    float kept = x[left];
                    x[left] = x[right];
                    x[right] = kept;
                }
            }
        }

        /** Rows lie one after the other, so all pixels move as one piece; those that turn up on the other side are cleared. */
        private static void move(float[] x, int height, int width, int down, int right) {
            int length = height * width;
            int by = Math.clamp(down * width + right, -length, length);
            System.arraycopy(x, Math.max(0, -by), x, Math.max(0, by), length - Math.abs(by));
            Arrays.fill(x, by < 0 ? length + by : 0, by < 0 ? length : by, 0);
            int from = right < 0 ? width + right : 0;
            int columns = Math.abs(right);
            for (int row = 0; row < length && columns > 0; row += width) {
                Arrays.fill(x, row + from, row + from + columns, 0);
            }
        }
    }
}
