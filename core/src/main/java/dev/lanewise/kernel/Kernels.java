package dev.lanewise.kernel;

import dev.lanewise.random.SplitMix;

/**
 * What training and inference compute on arrays. Implementations differ in speed only: every method gives the same bits in all of
 * them. They keep no state; several threads may call them at a time, on disjoint outputs.
 *
 * <p>A product that comes out as zero is +0, whatever the signs of its terms. So a term whose left factor is zero (of either
 * sign) can be left out without changing a bit, as long as its right factor is finite: adding it would change at most the sign
 * of a sum that is zero. Zero times an infinity or NaN is NaN, as IEEE 754 has it, and must not be left out.
 *
 * <p>Whether shapes fit together is for the engine that calls these to check, once. Here an index outside an array or a panel throws
 * {@link IndexOutOfBoundsException}. "Block" means a run of panel rows: {@code rows * 32} consecutive floats.
 */
public interface Kernels {
    /** {@code reference} or {@code simd}. */
    String name();

    /** The name and what it runs on, for people. */
    String describe();

    /** How many panels of B {@link #multiply} is best asked for at a time. */
    int densePanels();

    /**
     * Some panels of a matrix product: {@code C[r][j] = start[j] + Σk A[r][k] · B[k][j]}, one chain of {@code fma} over k = 0, 1,
     * … from {@code start[j]}, for rows {@code firstRow … firstRow + rows - 1} and the columns j of panels {@code panel … panel +
     * panels - 1}.
     *
     * @param a {@code m x k}, not modified
     * @param firstRow a multiple of 4
     * @param rows a multiple of 4
     * @param b {@code k x n}, not modified; {@code b.rows()} is k, and rows that pad it are zero
     * @param panel the first panel of {@code b} and {@code c}
     * @param panels how many panels
     * @param start the initial values of all columns, padded to whole panels, not modified
     * @param c {@code m x n}, modified; columns beyond the last stay 0, whatever the factors
     * @param scratch of {@link #scratch}, overwritten
     */
    void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            Scratch scratch);

    /**
     * One row of a product: {@code out[j] = start[j] + Σk x[k] · B[k][j]}, one chain of {@code fma} over k = 0, 1, … from {@code
     * start[j]}, for all columns j padded to whole panels. For finite B, the bits are those of {@link #multiply}.
     *
     * @param x k elements and zeros to whole panels, not modified
     * @param b {@code k x n}, not modified, all finite
     * @param start padded to whole panels, not modified
     * @param out padded to whole panels, modified; columns beyond the last of {@code b} are 0
     */
    void multiplyRow(float[] x, PanelMatrix b, float[] start, float[] out);

    /**
     * Blocks of {@code Aᵀ·B}: {@code [p][i][j] = Σr A[r][i] · B[r][j]}, one chain of {@code fma} over r = 0, 1, …, depth - 1
     * from 0, for each panel p of B, counted from {@code bPanel}, its 32 columns j, and the columns i of panels {@code aPanel …
     * aPanel + aPanels - 1}, counted from the first of these.
     *
     * @param a {@code depth x m}, not modified
     * @param aPanels how many panels of {@code a}
     * @param b {@code depth x n}, not modified
     * @param bPanels how many panels of {@code b}
     * @param out has room for {@code [bPanels][32 aPanels][32]}; overwritten, also between one panel and the next
     * @param done told of each p, from 0 on, where its {@code [32 aPanels][32]} are in {@code out}; rows beyond the last column of
     *     {@code a} are unspecified, columns beyond the last of {@code b} are 0
     * @param scratch of {@link #scratch}, overwritten
     */
    void multiplyTransposed(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            PanelDone done,
            Scratch scratch);

    /**
     * What is done with a panel of a product as soon as it is there, as it is still in a cache then. It must not wait for another thread
     * that multiplies, as what products share is taken meanwhile; afterwards the panel may be overwritten.
     */
    @FunctionalInterface
    interface PanelDone {
        /**
         * @param panel counted from the first one asked for
         * @param at where it starts
         */
        void accept(int panel, int at);
    }

    /**
     * What {@link #multiply} computes, but steps of k may be left out for any rows in which they are zero. For finite B, the bits are
     * those of {@link #multiply}.
     *
     * @param b all finite; otherwise the parameters are those of {@link #multiply}
     */
    default void multiplyGrouped(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            Scratch scratch) {
        multiply(a, firstRow, rows, b, panel, panels, start, c, scratch);
    }

    /**
     * What {@link #multiplyTransposed} computes, but rows of A and B may be left out for any columns of A in which they are zero. For
     * finite B, the bits are those of {@link #multiplyTransposed}.
     *
     * @param b all finite; otherwise the parameters are those of {@link #multiplyTransposed}
     */
    default void multiplyTransposedGrouped(
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
        multiplyTransposed(a, aPanel, aPanels, b, bPanel, bPanels, depth, out, done, scratch);
    }

    /**
     * Lists what is not zero in rows {@code 32 group … 32 group + 31} of the left operand of {@link #multiply}, k being its
     * columns; NaN and infinities are listed, zeros of either sign are not.
     *
     * @param a {@code m x k}, not modified; the rows that exist of the group are read, the others have empty lists
     * @param rows how many rows of {@code a} count, at least {@code 32 group + 1}
     * @param out made for at least {@code rows} rows of at least k steps, in blocks of {@link #listedDepth}; the lists of the
     *     group are replaced
     */
    void listRows(PanelMatrix a, int rows, int group, NonZeros out);

    /**
     * Lists what is not zero in the columns of a panel of the left operand of {@link #multiplyTransposed}, k being its rows; the
     * lists of a panel are a group.
     *
     * @param a {@code depth x m} or more rows, not modified
     * @param out made for at least {@code m} rows of at least {@code depth} steps, in blocks of {@link #listedDepth}; the lists of
     *     the group are replaced
     * @param scratch of {@link #scratch}, overwritten
     */
    void listColumns(PanelMatrix a, int panel, int depth, NonZeros out, Scratch scratch);

    /** How many steps of k make a block of the lists that these kernels make and multiply, a multiple of 32. */
    int listedDepth();

    /** How many panels {@link #multiplyListed} computes at a time. */
    int listedPanels();

    /**
     * Some panels of a product of which the zeros of the left operand are left out: {@code C[row + i][j] = start[j] + Σk A[i][k]
     * · B[k][j]} over the listed elements of A, a chain of {@code fma} with k rising, for the lists i of some groups and the
     * columns j of {@link #listedPanels} panels. For finite B, the bits are those of {@link #multiply} and {@link
     * #multiplyTransposed}.
     *
     * @param a the listed elements, not modified
     * @param firstGroup the first group of lists
     * @param groups how many groups
     * @param b {@code k x n}, not modified, all finite
     * @param panel the first panel of {@code b}
     * @param start the initial values of all columns of {@code b}, padded to whole panels, not modified
     * @param c its rows from {@code row} on, as many as there are lists, are modified
     * @param cPanel the first panel of {@code c}, whose columns are those of {@code b}'s {@code panel}
     * @param scratch of {@link #scratch}, overwritten
     */
    void multiplyListed(
            NonZeros a,
            int firstGroup,
            int groups,
            PanelMatrix b,
            int panel,
            float[] start,
            PanelMatrix c,
            int row,
            int cPanel,
            Scratch scratch);

    /**
     * The share of listed values below which {@link #multiplyListed} is likely to be faster than {@link #multiply}: a first guess,
     * until training has timed both. Inference goes by it alone, and so does training where it is 0, or 1 and more.
     */
    double listedBelow();

    /**
     * The share of elements that are not zero below which {@link #multiplyGrouped} is likely to be faster than {@link #multiply} if rows
     * have their zeros in the same columns, as images have: a first guess, as {@link #listedBelow} is. 0 if these kernels have nothing
     * faster for products of so many rows and panels, as they compute the same then.
     */
    default double groupedBelow(int rows, int panels) {
        return 0;
    }

    /** Room for products and {@link #listColumns}; one serves one thread. */
    Scratch scratch();

    /** What {@link #scratch} gives; only the kernels that made it know what it is. */
    interface Scratch {}

    /** {@code out[j] = Σr A[r][j]}, added in the order r = 0, 1, …, depth - 1, for the 32 columns j of {@code panel}. */
    void columnSums(PanelMatrix a, int panel, int depth, float[] out);

    /**
     * Copies the 32 x 32 block at {@code from} to the block at {@code to} with rows and columns exchanged.
     *
     * @param scratch at least 1,024 floats, overwritten
     */
    void transpose(float[] source, int from, float[] target, int to, float[] scratch);

    /** {@code x = x <= 0 ? 0 : x}; a NaN stays one. */
    void relu(float[] x, int offset, int length);

    /** {@code gradient = output != 0 ? gradient : 0}: the derivative of ReLU, and of any mask multiplied to it. */
    void reluGradient(float[] output, float[] gradient, int offset, int length);

    /** {@code x = function.of(x)}. */
    void apply(Nonlinearity function, float[] x, int offset, int length);

    /**
     * {@code gradient = gradient * function.derivative(kept)}.
     *
     * @param kept what the derivative is computed from, at the same offset; not modified
     */
    void applyGradient(Nonlinearity function, float[] kept, float[] gradient, int offset, int length);

    /** What {@link #layerNorm} adds to the variance, as PyTorch's {@code LayerNorm} does. */
    float LAYER_NORM_EPSILON = 1e-5f;

    /**
     * Layer normalisation of one row of n columns: {@code x[j] = (x[j] - mean) * inverse}, with {@code mean = Σj x[j] / n} and
     * {@code inverse = 1 / √(Σj (x[j] - mean)² / n + }{@link #LAYER_NORM_EPSILON}{@code )}; then {@code out[j] = fma(x[j],
     * gamma[j], beta[j])}. See J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer Normalization", 2016.
     *
     * <p>The row is that of a panel matrix: column 32p + l is at {@code offset + p * stride + l}. A sum over its columns is of 32
     * sums, the l-th over p = 0, 1, … (of squares a chain of {@code fma}), all from 0; these are added to four, l, l + 4, …, l +
     * 28 each in this order from 0, and those as (0 + 1) + (2 + 3).
     *
     * @param x modified; so is {@code out}, at the same places, which may be {@code x} and then has {@code out}'s values
     * @param gamma n elements or more, not modified; so is {@code beta}
     * @param scratch at least 32 floats, overwritten
     * @return {@code inverse}
     */
    float layerNorm(
            float[] x, int offset, int stride, int columns, float[] gamma, float[] beta, float[] out, float[] scratch);

    /**
     * Back through {@link #layerNorm}, for a row laid out as there: with {@code d[j] = gradient[j] * gamma[j]}, {@code a = Σj d[j] /
     * n} and {@code b = Σj d[j] normalized[j] / n}, summed as there, {@code out[j] = inverse * fma(-b, normalized[j], d[j] - a)};
     * and {@code normalized[j] = gradient[j] * normalized[j]}, of which the gradient of gamma is the sum over the batch.
     *
     * @param gradient by the row that was {@code out}, not modified
     * @param normalized the row that was {@code x}, modified
     * @param out at the same places, modified
     * @param inverse what {@link #layerNorm} returned
     * @param scratch at least 64 floats, overwritten
     */
    void layerNormGradient(
            float[] gradient,
            float[] normalized,
            int offset,
            int stride,
            int columns,
            float[] gamma,
            float inverse,
            float[] out,
            float[] scratch);

    /** {@code x = factor * x}. */
    void scale(float[] x, int offset, int length, float factor);

    /**
     * Inverted dropout on a block: element e = {@code firstElement + r * width + j} of the layer, in row r and column j of the
     * block, becomes 0 if its bits ({@link SplitMix#bits}), unsigned, are below {@code threshold}, else is multiplied by {@code
     * factor}.
     *
     * @param columns how many of the block's 32 columns exist
     * @param width the units of the layer
     * @param threshold 0…2³²
     */
    void dropout(
            float[] x,
            int offset,
            int rows,
            int columns,
            long key,
            long firstElement,
            int width,
            long threshold,
            float factor);

    /** The mask of {@link #dropout}, dense: {@code out[r * columns + j]} is 0 for an element that it would drop, else 1. */
    void mask(float[] out, int rows, int columns, long key, long firstElement, int width, long threshold);

    /** The bits that {@link #dropout} looks at, dense: {@code out[r * columns + j]}. */
    void bits(int[] out, int rows, int columns, long key, long firstElement, int width);

    /** Standard normal numbers from random bits by the inverse of their distribution, see {@link Polynomials#normal}. */
    void normals(int[] bits, float[] out, int length);

    /** {@code x[i] = exp(x[i])} for {@code offset ≤ i < offset + length}, by {@link Polynomials#exp}. */
    void exp(float[] x, int offset, int length);

    /**
     * Gathers a batch: row {@code firstRow + r} of {@code x} becomes image {@code order[from + r]} scaled to 0…1, {@code pixel *
     * (1/255f)}.
     *
     * @param pixels unsigned bytes, {@code images x features}
     */
    void gather(byte[] pixels, int features, int[] order, int from, int rows, PanelMatrix x, int firstRow);

    /**
     * Copies four rows of numbers into rows {@code firstRow … firstRow + 3} of {@code x}; columns beyond the last are left alone.
     * Four at a time, as they come from different places in memory, so that their loads overlap.
     *
     * @param a {@code x.columns()} numbers or more, not modified; so are {@code b}, {@code c}, {@code d}
     */
    void gatherRows(float[] a, float[] b, float[] c, float[] d, PanelMatrix x, int firstRow);

    /** Copies row {@code row} of {@code x} to {@code to[at] …}, {@code x.columns()} numbers; what is beyond is left alone. */
    void getRow(PanelMatrix x, int row, float[] to, int at);

    /** Copies {@code from[at] …}, {@code x.columns()} numbers, into row {@code row} of {@code x}; columns beyond are left alone. */
    void setRow(PanelMatrix x, int row, float[] from, int at);

    /**
     * {@code x[r][j] = (x[r][j] - mean[j]) * inverse[j]} for rows {@code firstRow … firstRow + rows - 1} and all columns padded to
     * whole panels.
     *
     * @param mean with zeros beyond the last column, not modified; so is {@code inverse}
     */
    void standardize(PanelMatrix x, int firstRow, int rows, float[] mean, float[] inverse);

    /** Whether no element is NaN or infinite. */
    boolean finite(float[] x, int offset, int length);

    /**
     * Copies in pieces of 32 floats, the last one shorter if need be, up to the first piece that has a NaN or an infinity.
     *
     * @return how many floats were copied: {@code length} if all are finite
     */
    int copyFinite(float[] source, int from, float[] target, int to, int length);

    /** {@code w = fma(-rate, g, shrink * w)}. The length is a multiple of 32, here and in the other updates. */
    void sgd(float[] w, int offset, float[] g, int length, float rate, float shrink);

    /**
     * Momentum as PyTorch has it, {@code v = fma(momentum, v, scale * g)}, then {@code w = fma(-rate, d, shrink * w)} with d =
     * v, or Nesterov's d = {@code fma(momentum, v, scale * g)}.
     *
     * @param v the velocity, at the same offset as {@code w}, modified
     * @param scale 1 / the batch size
     */
    void momentum(
            float[] w,
            float[] v,
            int offset,
            float[] g,
            int length,
            float scale,
            float rate,
            float shrink,
            float momentum,
            boolean nesterov);

    /**
     * Adam: {@code m = fma(beta1, m, (1 - beta1) g')}, {@code s = fma(beta2, s, (1 - beta2) g'²)} with g' = {@code scale * g},
     * then {@code w = fma(-rate, m / (√s · c + epsilon), shrink * w)}. See D. Kingma, J. Ba, "Adam", ICLR 2015.
     *
     * @param m first moments, at the same offset as {@code w}, modified
     * @param s second moments, at the same offset as {@code w}, modified
     * @param rate the learning rate divided by {@code 1 - beta1^t}
     * @param correction c = {@code 1 / √(1 - beta2^t)}
     */
    void adam(
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
            float correction);
}
