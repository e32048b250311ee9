package dev.lanewise.train;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.Samples;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.Arrays;

/**
 * Samples that are no images: any floats, with any class.
 *
 * @param rows [samples][features]
 * @param classOf [samples]
 */
record FloatSamples(float[][] rows, int[] classOf, int outputs) implements Samples {
    /** The same numbers as those of images. */
    static FloatSamples of(LabelledImages images) {
        float[][] rows = new float[images.size()][images.features()];
        int[] classOf = new int[images.size()];
        for (int s = 0; s < rows.length; s++) {
            classOf[s] = images.label(s);
            for (int i = 0; i < rows[s].length; i++) {
                rows[s][i] = (images.pixels()[s * images.features() + i] & 0xFF) * (1 / 255f);
            }
        }
        return new FloatSamples(rows, classOf, images.classes());
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public int features() {
        return rows[0].length;
    }

    @Override
    public void gather(Kernels kernels, int[] order, int from, int count, PanelMatrix x, int firstRow) {
        for (int r = 0; r < count; r++) {
            float[] sample = rows[order[from + r]];
            for (int i = 0; i < sample.length; i++) {
                x.set(firstRow + r, i, sample[i]);
            }
        }
    }

    @Override
    public void targets(int[] order, int from, int count, float[] out, int width) {
        Arrays.fill(out, 0, count * width, 0f);
        for (int r = 0; r < count; r++) {
            out[r * width + classOf[order[from + r]]] = 1;
        }
    }

    @Override
    public long checksum() {
        return 31L * Arrays.deepHashCode(rows) + Arrays.hashCode(classOf);
    }
}
