package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.PanelMatrix;
import dev.lanewise.kernel.ReferenceKernels;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Moving data: rows that are all alike, what pads a panel, and images into the batch. */
final class Blocks {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int CACHE_LINE = 64;

    /** So many images of Fashion-MNIST, 25 KB, stay in the first-level cache until they are converted. */
    private static final int TOUCHED_ROWS = 32;

    private Blocks() {}

    /** Where a vector of a row is, from the row's place in the first of its panels, which are {@code stride} apart. */
    static int place(int vector, int stride) {
        return vector * LANES / WIDTH * stride + vector * LANES % WIDTH;
    }

    /** Makes what lies beyond the columns of a panel's rows zero: there an infinite factor has left a NaN. */
    static void clearBeyond(float[] x, int at, int rows, int columns) {
        for (int h = columns / LANES * LANES; h < WIDTH; h += LANES) {
            VectorMask<Float> there = VECTOR.indexInRange(h, columns);
            for (int i = at + h; i < at + rows * WIDTH; i += WIDTH) {
                FloatVector.zero(VECTOR)
                        .blend(FloatVector.fromArray(VECTOR, x, i), there)
                        .intoArray(x, i);
            }
        }
    }

    /** Each of some rows of neighbouring panels becomes {@code x} from {@code from} on. */
    static void repeat(float[] x, int from, PanelMatrix to, int panel, int panels, int row, int rows) {
        for (int p = 0; p < panels; p++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector some = FloatVector.fromArray(VECTOR, x, from + p * WIDTH + h);
                int at = to.offset(panel + p, row) + h;
                for (int r = 0; r < rows; r++) {
                    some.intoArray(to.data(), at + r * WIDTH);
                }
            }
        }
    }

    static void gather(byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        for (int start = 0; start < rows; start += TOUCHED_ROWS) {
            int end = Math.min(rows, start + TOUCHED_ROWS);
            long sum = 0;
            for (int r = start; r < end; r++) {
                sum += touch(pixels, order[from + r] * features, features);
            }
            if (sum < 0) { // never; it keeps the compiler from dropping the loads
                throw new AssertionError("unsigned bytes have no negative sum");
            }
            for (int r = start; r < end; r++) {
                widenRow(pixels, order[from + r] * features, features, x, firstRow + r);
            }
        }
    }

    /**
     * Loads a byte of each cache line. Images in random order come from memory, and these loads do not wait for each other;
     * docs/performance.md has what that gains.
     */
    private static long touch(byte[] pixels, int image, int features) {
        long sum = 0;
        for (int i = 0; i < features; i += CACHE_LINE) {
            sum += pixels[image + i] & 0xFF;
        }
        return sum;
    }

    private static void widenRow(byte[] pixels, int image, int features, PanelMatrix x, int row) {
        float[] to = x.data();
        int first = x.offset(0, row);
        int stride = x.stride();
        int c = 0;
        for (; c <= features - Species.BYTE.length(); c += Species.BYTE.length()) {
            widen(pixels, image + c, to, first + c / WIDTH * stride + c % WIDTH);
        }
        for (; c < features; c++) {
            x.set(row, c, (pixels[image + c] & 0xFF) * ReferenceKernels.PIXEL_SCALE);
        }
    }

    private static void widen(byte[] pixels, int from, float[] out, int to) {
        ByteVector bytes = ByteVector.fromArray(Species.BYTE, pixels, from);
        for (int part = 0; part < Species.BYTE.length() / LANES; part++) {
            IntVector ints = (IntVector) bytes.convertShape(VectorOperators.ZERO_EXTEND_B2I, Species.INT, part);
            FloatVector floats = (FloatVector) ints.convert(VectorOperators.I2F, 0);
            floats.mul(ReferenceKernels.PIXEL_SCALE).intoArray(out, to + part * LANES);
        }
    }

    static void gatherRows(float[] a, float[] b, float[] c, float[] d, PanelMatrix x, int firstRow) {
        int columns = x.columns();
        float[] to = x.data();
        for (int panel = 0; panel < columns / WIDTH; panel++) {
            int at = x.offset(panel, firstRow);
            for (int h = 0; h < WIDTH; h += LANES) {
                int from = panel * WIDTH + h;
                FloatVector.fromArray(VECTOR, a, from).intoArray(to, at + h);
                FloatVector.fromArray(VECTOR, b, from).intoArray(to, at + WIDTH + h);
                FloatVector.fromArray(VECTOR, c, from).intoArray(to, at + 2 * WIDTH + h);
                FloatVector.fromArray(VECTOR, d, from).intoArray(to, at + 3 * WIDTH + h);
            }
        }
        int rest = columns % WIDTH;
        if (rest > 0) {
            int at = x.offset(columns / WIDTH, firstRow);
            System.arraycopy(a, columns - rest, to, at, rest);
            System.arraycopy(b, columns - rest, to, at + WIDTH, rest);
            System.arraycopy(c, columns - rest, to, at + 2 * WIDTH, rest);
            System.arraycopy(d, columns - rest, to, at + 3 * WIDTH, rest);
        }
    }

    static void getRow(PanelMatrix x, int row, float[] to, int at) {
        copyRow(x.data(), x.offset(0, row), x.stride(), to, at, WIDTH, x.columns());
    }

    static void setRow(PanelMatrix x, int row, float[] from, int at) {
        copyRow(from, at, WIDTH, x.data(), x.offset(0, row), x.stride(), x.columns());
    }

    /** From a row to another; the strides are the distances between their panels. */
    private static void copyRow(
            float[] from, int fromAt, int fromStride, float[] to, int toAt, int toStride, int columns) {
        int whole = columns / WIDTH;
        for (int panel = 0; panel < whole; panel++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector.fromArray(VECTOR, from, fromAt + panel * fromStride + h)
                        .intoArray(to, toAt + panel * toStride + h);
            }
        }
        int rest = columns % WIDTH;
        if (rest > 0) {
            System.arraycopy(from, fromAt + whole * fromStride, to, toAt + whole * toStride, rest);
        }
    }

    static void standardize(PanelMatrix x, int firstRow, int rows, float[] mean, float[] inverse) {
        for (int panel = 0; panel < x.panels(); panel++) {
            int end = x.offset(panel, firstRow + rows);
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector m = FloatVector.fromArray(VECTOR, mean, panel * WIDTH + h);
                FloatVector s = FloatVector.fromArray(VECTOR, inverse, panel * WIDTH + h);
                for (int i = x.offset(panel, firstRow) + h; i < end; i += WIDTH) {
                    FloatVector.fromArray(VECTOR, x.data(), i).sub(m).mul(s).intoArray(x.data(), i);
                }
            }
        }
    }
}
