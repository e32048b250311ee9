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
 * Hides a square of each image: {@code x'(r, c) = 0} where {@code -⌊size/2⌋ <= r - r₀ < size - ⌊size/2⌋} and the same holds for c,
 * else {@code x(r, c)}, around a pixel (r₀, c₀) drawn at random. At the edge a part of the square falls outside.
 *
 * <p>Source: T. DeVries, G. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", arXiv:1708.04552, 2017.
 */
public final class Cutout implements RegularizerProvider {
    @Override
    public int spiVersion() {
        return SPI_VERSION;
    }

    @Override
    public String name() {
        return "cutout";
    }

    @Override
    public String summary() {
        return "hides a random square of each image";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.whole("size", 0, 10_000, "the side of the square in pixels"));
    }

    @Override
    public Regularizer create(Arguments arguments) {
        return new Hook(arguments.whole("size"));
    }

    private record Hook(int size) implements BatchRegularizer {
        @Override
        public boolean needsImages() {
            return true;
        }

        @Override
        public void features(BatchRow row) {
            int height = row.imageHeight();
            int width = row.imageWidth();
            int top = (int) (row.uniform(0) * height) - size / 2;
            int left = (int) (row.uniform(1) * width) - size / 2;
            int from = Math.max(0, left);
            int to = Math.min(width, left + size);
            for (int r = Math.max(0, top); r < Math.min(height, top + size); r++) {
                Arrays.fill(row.values(), r * width + from, r * width + Math.max(from, to), 0);
            }
        }
    }
}
