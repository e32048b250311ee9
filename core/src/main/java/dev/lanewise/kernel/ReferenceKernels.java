package dev.lanewise.kernel;

import dev.lanewise.random.SplitMix;
import java.util.Arrays;

/**
 * The specification of {@link Kernels}: each method as its formula reads, to be checked by eye. Products go through k in the outer
 * loop and add to a whole row of sums, as a single sum would have to wait for each {@code fma}.
 */
public final class ReferenceKernels implements Kernels {
    /** Pixels are scaled by this. */
    public static final float PIXEL_SCALE = 1 / 255f;

    private static final int WIDTH = PanelMatrix.WIDTH;

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String describe() {
        return "reference, plain loops (slow; for checking)";
    }

    @Override
    public int densePanels() {
        return 1;
    }

    @Override
    public void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            Scratch scratch) {
        Bounds.multiply(a, firstRow, rows, b, panel, panels, start, c);
        for (int p = panel; p < panel + panels; p++) {
            for (int r = firstRow; r < firstRow + rows; r++) {
                multiply(a, r, b, p, start, c);
            }
        }
    }

    /** A row of a panel. */
    private static void multiply(PanelMatrix a, int row, PanelMatrix b, int panel, float[] start, PanelMatrix c) {
        int to = c.offset(panel, row);
        int columns = c.panelColumns(panel);
        System.arraycopy(start, panel * WIDTH, c.data(), to, columns);
        for (int k = 0; k < b.rows(); k++) {
            addProducts(a.get(row, k), b.data(), b.offset(panel, k), c.data(), to, columns);
        }
        addZero(c.data(), to, columns);
    }

    /** {@code sums[j] += x * row[j]}, each rounded once. */
    private static void addProducts(float x, float[] row, int from, float[] sums, int to, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[to + j] = Fma.fma(x, row[from + j], sums[to + j]);
        }
    }

    /** Makes -0, which tiny sums can round to, +0. */
    private static void addZero(float[] sums, int to, int columns) {
        for (int j = 0; j < columns; j++) {
            sums[to + j] += 0f;
        }
    }

    @Override
    public void multiplyRow(float[] x, PanelMatrix b, float[] start, float[] out) {
        Bounds.multiplyRow(x, b, start, out);
        System.arraycopy(start, 0, out, 0, b.panels() * WIDTH);
        for (int panel = 0; panel < b.panels(); panel++) {
            for (int k = 0; k < b.rows(); k++) {
                addProducts(x[k], b.data(), b.offset(panel, k), out, panel * WIDTH, b.panelColumns(panel));
            }
        }
        addZero(out, 0, b.panels() * WIDTH);
    }

    @Override
    public void multiplyTransposed(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            PanelDone done,
            Scratch scratch) {
        Bounds.multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out);
        int first = aPanel * WIDTH;
        int columns = Math.min(a.columns() - first, aPanels * WIDTH);
        for (int p = 0; p < bPanels; p++) {
            Arrays.fill(out, 0, aPanels * WIDTH * WIDTH, 0);
            int n = b.panelColumns(bPanel + p);
            for (int r = 0; r < depth; r++) {
                for (int i = 0; i < columns; i++) {
                    addProducts(a.get(r, first + i), b.data(), b.offset(bPanel + p, r), out, i * WIDTH, n);
                }
            }
            addZero(out, 0, columns * WIDTH);
            done.accept(p, 0);
        }
    }

    @Override
    public void listRows(PanelMatrix a, int rows, int group, NonZeros out) {
        Bounds.listRows(a, rows, group, listedDepth(), out);
        for (int block = 0; block < out.blocks(); block++) {
            int n = out.start(block, group);
            for (int i = 0; i < NonZeros.GROUP; i++) {
                int r = group * NonZeros.GROUP + i;
                for (int k = 0; r < rows && k < out.depth() && block * out.depth() + k < a.columns(); k++) {
                    n = list(a.get(r, block * out.depth() + k), k, out, n);
                }
                out.ends()[out.firstEnd(block, group) + i] = n;
            }
        }
    }

    /** Appends an element to a list that ends at {@code n}, if it is not zero; returns the new end. */
    private static int list(float x, int step, NonZeros out, int n) {
        out.values()[n] = x;
        out.steps()[n] = step;
        return x == 0 ? n : n + 1;
    }

    @Override
    public void listColumns(PanelMatrix a, int panel, int depth, NonZeros out, Scratch scratch) {
        Bounds.listColumns(a, panel, depth, listedDepth(), out);
        for (int block = 0; block < out.blocks(); block++) {
            int n = out.start(block, panel);
            for (int i = 0; i < NonZeros.GROUP; i++) {
                for (int s = 0; i < a.panelColumns(panel) && s < out.depth() && block * out.depth() + s < depth; s++) {
                    n = list(a.get(block * out.depth() + s, panel * WIDTH + i), s, out, n);
                }
                out.ends()[out.firstEnd(block, panel) + i] = n;
            }
        }
    }

    @Override
    public int listedDepth() {
        return 2 * WIDTH;
    }

    @Override
    public int listedPanels() {
        return 1;
    }

    @Override
    public void multiplyListed(
            NonZeros a,
            int firstGroup,
            int groups,
            PanelMatrix b,
            int panel,
            float[] start,
            PanelMatrix c,
            int row,
            int cPanel,
            Scratch scratch) {
        Bounds.multiplyListed(a, firstGroup, groups, listedDepth(), b, panel, listedPanels(), start, c, row, cPanel);
        for (int i = 0; i < groups * NonZeros.GROUP; i++) {
            int to = c.offset(cPanel, row + i);
            int columns = b.panelColumns(panel);
            System.arraycopy(start, panel * WIDTH, c.data(), to, columns);
            for (int block = 0; block < a.blocks(); block++) {
                int group = firstGroup + i / NonZeros.GROUP;
                int list = i % NonZeros.GROUP;
                int end = a.firstEnd(block, group) + list;
                for (int e = list == 0 ? a.start(block, group) : a.ends()[end - 1]; e < a.ends()[end]; e++) {
                    int k = block * a.depth() + a.steps()[e];
                    addProducts(a.values()[e], b.data(), b.offset(panel, k), c.data(), to, columns);
                }
            }
            addZero(c.data(), to, columns);
        }
    }

    /** As for vectors: the time goes with the terms that are computed, and lists must be made first. */
    @Override
    public double listedBelow() {
        return 0.5;
    }

    @Override
    public Scratch scratch() {
        return new Scratch() {};
    }

    @Override
    public void columnSums(PanelMatrix a, int panel, int depth, float[] out) {
        Bounds.columnSums(a, panel, depth, out);
        for (int j = 0; j < WIDTH; j++) {
            float sum = 0;
            for (int r = 0; r < depth; r++) {
                sum += a.data()[a.offset(panel, r) + j];
            }
            out[j] = sum;
        }
    }

    @Override
    public void transpose(float[] source, int from, float[] target, int to, float[] scratch) {
        Bounds.block(source, from);
        Bounds.block(target, to);
        Bounds.block(scratch, 0);
        for (int i = 0; i < WIDTH; i++) {
            for (int j = 0; j < WIDTH; j++) {
                target[to + j * WIDTH + i] = source[from + i * WIDTH + j];
            }
        }
    }

    @Override
    public void relu(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        for (int i = offset; i < offset + length; i++) {
            x[i] = x[i] <= 0 ? 0 : x[i];
        }
    }

    @Override
    public void reluGradient(float[] output, float[] gradient, int offset, int length) {
        Bounds.run(output, offset, length);
        Bounds.run(gradient, offset, length);
        for (int i = offset; i < offset + length; i++) {
            gradient[i] = output[i] != 0 ? gradient[i] : 0;
        }
    }

    @Override
    public void apply(Nonlinearity function, float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        for (int i = offset; i < offset + length; i++) {
            x[i] = function.of(x[i]);
        }
    }

    @Override
    public void applyGradient(Nonlinearity function, float[] kept, float[] gradient, int offset, int length) {
        Bounds.run(kept, offset, length);
        Bounds.run(gradient, offset, length);
        for (int i = offset; i < offset + length; i++) {
            gradient[i] = gradient[i] * function.derivative(kept[i]);
        }
    }

    @Override
    public float layerNorm(
            float[] x, int offset, int stride, int columns, float[] gamma, float[] beta, float[] out, float[] scratch) {
        Bounds.layerNorm(x, out, offset, stride, columns, gamma, beta, scratch);
        Arrays.fill(scratch, 0, WIDTH, 0);
        for (int j = 0; j < columns; j++) {
            scratch[j % WIDTH] += x[offset + j / WIDTH * stride + j % WIDTH];
        }
        float mean = total(scratch, 0) / columns;
        Arrays.fill(scratch, 0, WIDTH, 0);
        for (int j = 0; j < columns; j++) {
            float distance = x[offset + j / WIDTH * stride + j % WIDTH] - mean;
            scratch[j % WIDTH] = Fma.fma(distance, distance, scratch[j % WIDTH]);
        }
        float inverse = 1 / (float) Math.sqrt(total(scratch, 0) / columns + LAYER_NORM_EPSILON);
        for (int j = 0; j < columns; j++) {
            int at = offset + j / WIDTH * stride + j % WIDTH;
            float normalized = (x[at] - mean) * inverse;
            x[at] = normalized;
            out[at] = Fma.fma(normalized, gamma[j], beta[j]);
        }
        return inverse;
    }

    /** Adds 32 sums. */
    private static float total(float[] sums, int from) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int l = from; l < from + WIDTH; l += 4) {
            s0 += sums[l];
            s1 += sums[l + 1];
            s2 += sums[l + 2];
            s3 += sums[l + 3];
        }
        return s0 + s1 + (s2 + s3);
    }

    @Override
    public void layerNormGradient(
            float[] gradient,
            float[] normalized,
            int offset,
            int stride,
            int columns,
            float[] gamma,
            float inverse,
            float[] out,
            float[] scratch) {
        Bounds.layerNormGradient(gradient, normalized, out, offset, stride, columns, gamma, scratch);
        Arrays.fill(scratch, 0, 2 * WIDTH, 0);
        for (int j = 0; j < columns; j++) {
            int at = offset + j / WIDTH * stride + j % WIDTH;
            float d = gradient[at] * gamma[j];
            scratch[j % WIDTH] += d;
            scratch[WIDTH + j % WIDTH] = Fma.fma(d, normalized[at], scratch[WIDTH + j % WIDTH]);
        }
        float a = total(scratch, 0) / columns;
        float b = total(scratch, WIDTH) / columns;
        for (int j = 0; j < columns; j++) {
            int at = offset + j / WIDTH * stride + j % WIDTH;
            out[at] = inverse * Fma.fma(-b, normalized[at], gradient[at] * gamma[j] - a);
            normalized[at] = gradient[at] * normalized[at];
        }
    }

    @Override
    public void scale(float[] x, int offset, int length, float factor) {
        Bounds.run(x, offset, length);
        for (int i = offset; i < offset + length; i++) {
            x[i] = factor * x[i];
        }
    }

    @Override
    public void dropout(
            float[] x,
            int offset,
            int rows,
            int columns,
            long key,
            long firstElement,
            int width,
            long threshold,
            float factor) {
        Bounds.run(x, offset, rows * WIDTH);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                int at = offset + r * WIDTH + j;
                long bits = Integer.toUnsignedLong(SplitMix.bits(key, firstElement + (long) r * width + j));
                x[at] = bits < threshold ? 0 : x[at] * factor;
            }
        }
    }

    @Override
    public void mask(float[] out, int rows, int columns, long key, long firstElement, int width, long threshold) {
        Bounds.run(out, 0, rows * columns);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                long bits = Integer.toUnsignedLong(SplitMix.bits(key, firstElement + (long) r * width + j));
                out[r * columns + j] = bits < threshold ? 0 : 1;
            }
        }
    }

    @Override
    public void bits(int[] out, int rows, int columns, long key, long firstElement, int width) {
        Bounds.run(out, rows * columns);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                out[r * columns + j] = SplitMix.bits(key, firstElement + (long) r * width + j);
            }
        }
    }

    @Override
    public void normals(int[] bits, float[] out, int length) {
        Bounds.run(bits, length);
        Bounds.run(out, 0, length);
        for (int i = 0; i < length; i++) {
            out[i] = Polynomials.normal(bits[i]);
        }
    }

    @Override
    public void exp(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        for (int i = offset; i < offset + length; i++) {
            x[i] = Polynomials.exp(x[i]);
        }
    }

    @Override
    public void gather(byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow) {
        Bounds.gather(pixels, features, order, from, rows, x, firstRow);
        for (int r = 0; r < rows; r++) {
            int image = order[from + r] * features;
            for (int c = 0; c < features; c++) {
                x.set(firstRow + r, c, (pixels[image + c] & 0xFF) * PIXEL_SCALE);
            }
        }
    }

    @Override
    public void gatherRows(float[] a, float[] b, float[] c, float[] d, PanelMatrix x, int firstRow) {
        Bounds.gatherRows(a, b, c, d, x, firstRow);
        for (int j = 0; j < x.columns(); j++) {
            x.set(firstRow, j, a[j]);
            x.set(firstRow + 1, j, b[j]);
            x.set(firstRow + 2, j, c[j]);
            x.set(firstRow + 3, j, d[j]);
        }
    }

    @Override
    public void getRow(PanelMatrix x, int row, float[] to, int at) {
        Bounds.row(x, row, to, at);
        for (int j = 0; j < x.columns(); j++) {
            to[at + j] = x.get(row, j);
        }
    }

    @Override
    public void setRow(PanelMatrix x, int row, float[] from, int at) {
        Bounds.row(x, row, from, at);
        for (int j = 0; j < x.columns(); j++) {
            x.set(row, j, from[at + j]);
        }
    }

    @Override
    public void standardize(PanelMatrix x, int firstRow, int rows, float[] mean, float[] inverse) {
        Bounds.standardize(x, firstRow, rows, mean, inverse);
        for (int r = firstRow; r < firstRow + rows; r++) {
            for (int j = 0; j < x.panels() * WIDTH; j++) {
                int at = x.offset(j / WIDTH, r) + j % WIDTH;
                x.data()[at] = (x.data()[at] - mean[j]) * inverse[j];
            }
        }
    }

    @Override
    public boolean finite(float[] x, int offset, int length) {
        Bounds.run(x, offset, length);
        for (int i = offset; i < offset + length; i++) {
            if (!Float.isFinite(x[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int copyFinite(float[] source, int from, float[] target, int to, int length) {
        Bounds.run(source, from, length);
        Bounds.run(target, to, length);
        for (int done = 0; done < length; done += WIDTH) {
            int piece = Math.min(WIDTH, length - done);
            if (!finite(source, from + done, piece)) {
                return done;
            }
            System.arraycopy(source, from + done, target, to + done, piece);
        }
        return length;
    }

    @Override
    public void sgd(float[] w, int offset, float[] g, int length, float rate, float shrink) {
        Bounds.run(w, offset, length);
        Bounds.run(g, 0, length);
        for (int i = 0; i < length; i++) {
            w[offset + i] = Fma.fma(-rate, g[i], shrink * w[offset + i]);
        }
    }

    @Override
    public void momentum(
            float[] w,
            float[] v,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float momentum,
            boolean nesterov) {
        Bounds.run(w, offset, length);
        Bounds.run(v, offset, length);
        Bounds.run(g, 0, length);
        for (int i = 0; i < length; i++) {
            float gradient = scale * g[i];
            float velocity = Fma.fma(momentum, v[offset + i], gradient);
            float direction = nesterov ? Fma.fma(momentum, velocity, gradient) : velocity;
            v[offset + i] = velocity;
            w[offset + i] = Fma.fma(-rate, direction, shrink * w[offset + i]);
        }
    }

    @Override
    public void adam(
            float[] w,
            float[] m,
            float[] s,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float beta1,
            float beta2,
            float epsilon,
            float correction) {
        Bounds.run(w, offset, length);
        Bounds.run(m, offset, length);
        Bounds.run(s, offset, length);
        Bounds.run(g, 0, length);
        for (int i = 0; i < length; i++) {
            int at = offset + i;
            float gradient = scale * g[i];
            m[at] = Fma.fma(beta1, m[at], (1 - beta1) * gradient);
            s[at] = Fma.fma(beta2, s[at], (1 - beta2) * (gradient * gradient));
            float root = Fma.fma((float) Math.sqrt(s[at]), correction, epsilon);
            w[at] = Fma.fma(-rate, m[at] / root, shrink * w[at]);
        }
    }
}
