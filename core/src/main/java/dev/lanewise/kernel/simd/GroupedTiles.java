package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products that leave out the steps of k in which four rows of A are all zero, for vectors of 512 bits. That is for images, whose edges
 * are zero in the same places: half of the pixels of Fashion-MNIST are zero, and two steps in five are in all of four rows, once rows
 * that are alike are put together ({@link RowOrder}), or of four pixels side by side.
 *
 * <p>A tile is of four rows and four vectors. Its rows share one list of steps, with four factors for each, so there are four loads of
 * B for sixteen {@code fma}, where {@link ListedTiles} has one for each. All is packed as in {@link PackedTiles}.
 */
final class GroupedTiles {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final int ROWS = 4;
    private static final int VECTORS = 4;

    /** Panels of B, and of the result, in a tile; a call should be for as many at least. */
    static final int PANELS = 2;

    /** Bytes of a vector. */
    private static final long BYTES = 4L * LANES;

    /** Bytes from a step of the packed block of B to the next. */
    private static final long ROW = VECTORS * BYTES;

    /** Steps of k in a block; one of B fills a slot. */
    private static final int STEPS = RowOrder.COLUMNS;

    /** Packed tiles of A for a slot: in as much memory as {@link PackedTiles} have. */
    private static final int TILES = RowOrder.MOST_ROWS / ROWS;

    private static final int TILES_PER_PANEL = WIDTH / ROWS;

    /** Panels of A whose columns fill all tiles. */
    private static final int LEFT_PANELS = TILES / TILES_PER_PANEL;

    /** The factors of each tile, four to a step that is listed. */
    private static final float[] LEFT = PackedTiles.LEFT;

    /** The listed steps of each tile, as many for each slot. */
    private static final int[] LISTED = new int[PackedBlocks.SLOTS * TILES * STEPS];

    /** Vectors of four steps, one for each row of a tile's list. */
    private static final VectorSpecies<Integer> FOUR = IntVector.SPECIES_128;

    /** For each choice of four steps those chosen, one after the other. */
    private static final int[] CHOSEN = new int[16 * 4];

    /** Which quarters of two vectors a vector is made of: the first two of both by turns, the last two, and two halves. */
    private static final FloatVector FIRST_BY_TURNS = quarters(0, 4, 1, 5);

    private static final FloatVector LAST_BY_TURNS = quarters(2, 6, 3, 7);
    private static final FloatVector FIRST_HALVES = quarters(0, 1, 4, 5);
    private static final FloatVector LAST_HALVES = quarters(2, 3, 6, 7);

    static {
        for (int choice = 0; choice < 16; choice++) {
            int n = choice * 4;
            for (int step = 0; step < 4; step++) {
                if ((choice >> step & 1) != 0) {
                    CHOSEN[n++] = step;
                }
            }
        }
    }

    /** How many steps each tile lists. */
    private final int[] counts = new int[TILES];

    private final RowOrder order = new RowOrder();

    private static FloatVector quarters(int... of) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = of[i * 4 / LANES] * (LANES / 4) + i % (LANES / 4);
        }
        return FloatVector.fromArray(VECTOR, lanes, 0);
    }

    /** See {@link Kernels#multiplyGrouped}. */
    void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            int slot) {
        for (int r = firstRow; r < firstRow + rows; r += TILES * ROWS) {
            int some = Math.min(TILES * ROWS, firstRow + rows - r);
            for (int k = 0; k < b.rows(); k += STEPS) {
                int steps = Math.min(STEPS, b.rows() - k);
                sort(a, r, some, k, steps);
                packRows(a, r, some, k, steps, slot);
                for (int p = panel; p < panel + panels; p += PANELS) {
                    int next = Math.min(1, panel + panels - 1 - p); // an odd last panel is computed twice
                    packRight(b, p, next, k, steps, slot);
                    int ct = c.offset(p, r);
                    int apart = next * c.stride();
                    boolean first = k == 0;
                    float[] from = first ? start : c.data();
                    int ft = first ? p * WIDTH : ct;
                    int fromApart = first ? next * WIDTH : apart;
                    int step = PackedTiles.rowsApart(k);
                    tiles(0, some / ROWS, order.rows, from, ft, step, fromApart, c.data(), ct, apart, slot);
                }
            }
        }
    }

    /** See {@link Kernels#multiplyTransposedGrouped}; blocks are packed and multiplied in the order of {@link PackedTiles}. */
    void multiplyTransposed(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            Kernels.PanelDone done,
            int slot) {
        for (int i = 0; i < aPanels; i += LEFT_PANELS) {
            int some = Math.min(LEFT_PANELS, aPanels - i);
            int tiles = some * TILES_PER_PANEL;
            int blocks = Math.max(1, (depth + STEPS - 1) / STEPS); // a sum of nothing is zero
            int atATime = TILES / tiles;
            boolean whole = some == aPanels && blocks <= atATime;
            for (int first = 0; first < blocks; first += atATime) {
                int end = Math.min(blocks, first + atATime);
                for (int block = first; block < end; block++) {
                    packColumns(a, aPanel + i, some, block * STEPS, depth, slot, (block - first) * tiles);
                }
                for (int p = 0; p < bPanels; p += PANELS) {
                    int next = Math.min(1, bPanels - 1 - p);
                    int at = whole ? 0 : p * aPanels * WIDTH * WIDTH;
                    int apart = next * aPanels * WIDTH * WIDTH;
                    for (int block = first; block < end; block++) {
                        int k = block * STEPS;
                        packRight(b, bPanel + p, next, k, Math.min(STEPS, depth - k), slot);
                        int to = at + i * WIDTH * WIDTH;
                        float[] from = k == 0 ? PackedTiles.ZEROS : out;
                        int ft = k == 0 ? 0 : to;
                        int step = PackedTiles.rowsApart(k);
                        int fromApart = k == 0 ? 0 : apart;
                        int tile = (block - first) * tiles;
                        tiles(tile, tiles, RowOrder.UNSORTED, from, ft, step, fromApart, out, to, apart, slot);
                    }
                    for (int q = 0; q <= next && end == blocks && i + some == aPanels; q++) {
                        Blocks.clearBeyond(out, at + q * apart, aPanels * WIDTH, b.panelColumns(bPanel + p + q));
                        done.accept(p + q, at + q * apart);
                    }
                }
            }
        }
    }

    /** Some tiles of A, packed from {@code tile} on, times a packed block of B; for the other parameters see {@link #tile}. */
    private void tiles(
            int tile,
            int tiles,
            int[] rows,
            float[] from,
            int ft,
            int step,
            int fromApart,
            float[] c,
            int ct,
            int apart,
            int slot) {
        for (int t = 0; t < tiles; t++) {
            tile(slot, tile + t, counts[tile + t], rows, t * ROWS, from, ft, step, fromApart, c, ct, apart);
        }
    }

    /** Packs steps of two panels of B, or of one twice. */
    private static void packRight(PanelMatrix b, int panel, int next, int k, int steps, int slot) {
        for (int p = 0; p < PANELS; p++) {
            long to = PackedBlocks.offset(slot) + p * WIDTH * 4L;
            int at = b.offset(panel + p * next, k);
            for (int s = 0; s < steps; s++) {
                for (int h = 0; h < WIDTH; h += LANES) {
                    FloatVector.fromArray(VECTOR, b.data(), at + s * WIDTH + h)
                            .intoMemorySegment(PackedBlocks.ALL, to + (s & (STEPS - 1)) * ROW + h * 4L, ORDER);
                }
            }
        }
    }

    /** Puts rows of A together that are alike in some steps. */
    private void sort(PanelMatrix a, int row, int rows, int k, int steps) {
        Arrays.fill(order.filled, 0, 2 * rows, 0);
        for (int p = 0; p * WIDTH < steps; p++) {
            int step = p * WIDTH;
            fill(a.data(), a.offset(k / WIDTH + p, row), rows, order.filled, step / Long.SIZE, step % Long.SIZE);
        }
        order.sort(rows);
    }

    private static void fill(float[] a, int at, int rows, long[] filled, int word, int shift) {
        for (int r = 0; r < rows; r++) {
            long first = notZero(a, at + r * WIDTH);
            long second = notZero(a, at + r * WIDTH + LANES);
            filled[2 * r + word] |= (first | second << LANES) << shift;
        }
    }

    private static long notZero(float[] a, int at) {
        return FloatVector.fromArray(VECTOR, a, at)
                .compare(VectorOperators.NE, 0f)
                .toLong();
    }

    /** Packs the steps that are not zero in at least one of four rows, for rows in their order. */
    private void packRows(PanelMatrix a, int row, int rows, int k, int steps, int slot) {
        for (int t = 0; t * ROWS < rows; t++) {
            int list = list(slot, t);
            int n = list;
            for (int s = 0; s < steps; s += LANES) {
                long filled = order.filledInAny(t * ROWS, s / Long.SIZE) >>> s % Long.SIZE & (1 << LANES) - 1;
                int at = a.offset((k + s) / WIDTH, row) + (k + s) % WIDTH;
                interleave(a.data(), at, order.rows, t * ROWS, filled, s, n);
                n += Long.bitCount(filled);
            }
            counts[t] = n - list;
        }
    }

    /** Interleaves chosen steps of four rows; what lies behind the last is overwritten by the next, or never read. */
    private static void interleave(float[] a, int at, int[] rows, int first, long chosen, int step, int to) {
        VectorMask<Float> mask = VectorMask.fromLong(VECTOR, chosen);
        FloatVector x0 =
                FloatVector.fromArray(VECTOR, a, at + rows[first] * WIDTH).compress(mask);
        FloatVector x1 =
                FloatVector.fromArray(VECTOR, a, at + rows[first + 1] * WIDTH).compress(mask);
        FloatVector x2 =
                FloatVector.fromArray(VECTOR, a, at + rows[first + 2] * WIDTH).compress(mask);
        FloatVector x3 =
                FloatVector.fromArray(VECTOR, a, at + rows[first + 3] * WIDTH).compress(mask);
        FloatVector low = Transposes.LOW;
        FloatVector high = Transposes.HIGH;
        FloatVector y0 = low.selectFrom(x0, x2);
        FloatVector y1 = high.selectFrom(x0, x2);
        FloatVector y2 = low.selectFrom(x1, x3);
        FloatVector y3 = high.selectFrom(x1, x3);
        low.selectFrom(y0, y2).intoArray(LEFT, to * ROWS);
        high.selectFrom(y0, y2).intoArray(LEFT, to * ROWS + LANES);
        low.selectFrom(y1, y3).intoArray(LEFT, to * ROWS + 2 * LANES);
        high.selectFrom(y1, y3).intoArray(LEFT, to * ROWS + 3 * LANES);
        Lists.IOTA.add(step).compress(mask.cast(Species.INT)).intoArray(LISTED, to);
    }

    /** Packs the columns of some panels of A as if they were rows, from step {@code k} on. */
    private void packColumns(PanelMatrix a, int panel, int panels, int k, int depth, int slot, int tile) {
        int steps = Math.min(STEPS, depth - k);
        for (int p = 0; p < panels; p++) {
            int at = a.offset(panel + p, k);
            for (int h = 0; h < WIDTH; h += LANES) {
                packSixteen(a.data(), at + h, steps, slot, tile + (p * WIDTH + h) / ROWS);
            }
        }
    }

    /** Packs four tiles of four columns, four steps at a time. */
    private void packSixteen(float[] a, int at, int steps, int slot, int tile) {
        int n0 = list(slot, tile);
        int n1 = list(slot, tile + 1);
        int n2 = list(slot, tile + 2);
        int n3 = list(slot, tile + 3);
        for (int s = 0; s < steps; s += 4) {
            int there = Math.min(4, steps - s) * 4;
            FloatVector x0 = FloatVector.fromArray(VECTOR, a, at + s * WIDTH);
            FloatVector x1 = FloatVector.fromArray(VECTOR, a, at + (s + 1) * WIDTH);
            FloatVector x2 = FloatVector.fromArray(VECTOR, a, at + (s + 2) * WIDTH);
            FloatVector x3 = FloatVector.fromArray(VECTOR, a, at + (s + 3) * WIDTH);
            FloatVector y0 = FIRST_BY_TURNS.selectFrom(x0, x1);
            FloatVector y1 = LAST_BY_TURNS.selectFrom(x0, x1);
            FloatVector y2 = FIRST_BY_TURNS.selectFrom(x2, x3);
            FloatVector y3 = LAST_BY_TURNS.selectFrom(x2, x3);
            n0 += append(FIRST_HALVES.selectFrom(y0, y2), there, s, n0);
            n1 += append(LAST_HALVES.selectFrom(y0, y2), there, s, n1);
            n2 += append(FIRST_HALVES.selectFrom(y1, y3), there, s, n2);
            n3 += append(LAST_HALVES.selectFrom(y1, y3), there, s, n3);
        }
        counts[tile] = n0 - list(slot, tile);
        counts[tile + 1] = n1 - list(slot, tile + 1);
        counts[tile + 2] = n2 - list(slot, tile + 2);
        counts[tile + 3] = n3 - list(slot, tile + 3);
    }

    /**
     * Lists those of four steps that are not zero in at least one of four columns.
     *
     * @param x the steps, each a quarter
     * @param there how many of its lanes are of the batch; the others may hold anything
     * @return how many are listed
     */
    private static int append(FloatVector x, int there, int step, int to) {
        int lanes = (int) x.compare(VectorOperators.NE, 0f).toLong() & (1 << there) - 1;
        lanes |= lanes >>> 1;
        lanes |= lanes >>> 2;
        int firsts = lanes & 0x1111;
        x.compress(VectorMask.fromLong(VECTOR, firsts * 0xfL)).intoArray(LEFT, to * ROWS);
        int choice = firsts * 0x1248 >>> 12 & 0xf; // the four bits side by side
        IntVector.fromArray(FOUR, CHOSEN, choice * 4).add(step).intoArray(LISTED, to);
        return Integer.bitCount(firsts);
    }

    /** Where a tile's list starts; written so that the range of the result is plain to the compiler. */
    private static int list(int slot, int tile) {
        return ((slot & (PackedBlocks.SLOTS - 1)) * TILES + (tile & (TILES - 1))) * STEPS;
    }

    /**
     * The packed rows of a tile of A times a packed block of B.
     *
     * @param count the steps it lists
     * @param rows where its four rows are from {@code row} on, for the sums that they start from and the result alike
     * @param step from a row that sums start from to the next, 0 if all start from the same
     * @param startApart from one of the panels that sums start from to the other
     * @param apart from one panel of the result to the other
     */
    private static void tile(
            int slot,
            int tile,
            int count,
            int[] rows,
            int row,
            float[] start,
            int st,
            int step,
            int startApart,
            float[] c,
            int ct,
            int apart) {
        int list = list(slot, tile);
        long block = PackedBlocks.offset(slot);
        int s0 = st + rows[row] * step;
        int s1 = st + rows[row + 1] * step;
        int s2 = st + rows[row + 2] * step;
        int s3 = st + rows[row + 3] * step;
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, s0);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, s0 + LANES);
        FloatVector r0 = FloatVector.fromArray(VECTOR, start, s0 + startApart);
        FloatVector t0 = FloatVector.fromArray(VECTOR, start, s0 + startApart + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, s1);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, s1 + LANES);
        FloatVector r1 = FloatVector.fromArray(VECTOR, start, s1 + startApart);
        FloatVector t1 = FloatVector.fromArray(VECTOR, start, s1 + startApart + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, s2);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, s2 + LANES);
        FloatVector r2 = FloatVector.fromArray(VECTOR, start, s2 + startApart);
        FloatVector t2 = FloatVector.fromArray(VECTOR, start, s2 + startApart + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, s3);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, s3 + LANES);
        FloatVector r3 = FloatVector.fromArray(VECTOR, start, s3 + startApart);
        FloatVector t3 = FloatVector.fromArray(VECTOR, start, s3 + startApart + LANES);
        for (int i = 0; i < count; i++) {
            int at = list + (i & (STEPS - 1));
            long from = block + (LISTED[at] & (STEPS - 1)) * ROW;
            FloatVector w = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from, ORDER);
            FloatVector x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + BYTES, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 2 * BYTES, ORDER);
            FloatVector z = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 3 * BYTES, ORDER);
            FloatVector factor = FloatVector.broadcast(VECTOR, LEFT[at * ROWS]);
            p0 = factor.fma(w, p0);
            q0 = factor.fma(x, q0);
            r0 = factor.fma(y, r0);
            t0 = factor.fma(z, t0);
            VarHandle.acquireFence();
            factor = FloatVector.broadcast(VECTOR, LEFT[at * ROWS + 1]);
            p1 = factor.fma(w, p1);
            q1 = factor.fma(x, q1);
            r1 = factor.fma(y, r1);
            t1 = factor.fma(z, t1);
            VarHandle.acquireFence();
            factor = FloatVector.broadcast(VECTOR, LEFT[at * ROWS + 2]);
            p2 = factor.fma(w, p2);
            q2 = factor.fma(x, q2);
            r2 = factor.fma(y, r2);
            t2 = factor.fma(z, t2);
            VarHandle.acquireFence();
            factor = FloatVector.broadcast(VECTOR, LEFT[at * ROWS + 3]);
            p3 = factor.fma(w, p3);
            q3 = factor.fma(x, q3);
            r3 = factor.fma(y, r3);
            t3 = factor.fma(z, t3);
            VarHandle.acquireFence();
        }
        int c0 = ct + rows[row] * WIDTH;
        int c1 = ct + rows[row + 1] * WIDTH;
        int c2 = ct + rows[row + 2] * WIDTH;
        int c3 = ct + rows[row + 3] * WIDTH;
        // Adding +0 makes -0 +0, as the contract asks.
        p0.add(0f).intoArray(c, c0);
        q0.add(0f).intoArray(c, c0 + LANES);
        r0.add(0f).intoArray(c, c0 + apart);
        t0.add(0f).intoArray(c, c0 + apart + LANES);
        p1.add(0f).intoArray(c, c1);
        q1.add(0f).intoArray(c, c1 + LANES);
        r1.add(0f).intoArray(c, c1 + apart);
        t1.add(0f).intoArray(c, c1 + apart + LANES);
        p2.add(0f).intoArray(c, c2);
        q2.add(0f).intoArray(c, c2 + LANES);
        r2.add(0f).intoArray(c, c2 + apart);
        t2.add(0f).intoArray(c, c2 + apart + LANES);
        p3.add(0f).intoArray(c, c3);
        q3.add(0f).intoArray(c, c3 + LANES);
        r3.add(0f).intoArray(c, c3 + apart);
        t3.add(0f).intoArray(c, c3 + apart + LANES);
    }
}
