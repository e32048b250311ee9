package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dense products on x86. Blocks of both operands are packed where the compiler can prove that no access lies outside (see {@link
 * PackedBlocks}): the checks of operands in place, some for each row of a tile and each panel that it passes, are a tenth of all
 * instructions. Besides, no load of B crosses a cache line then.
 *
 * <p>A block of A, all rows and some steps of k, stays in the second-level cache while all panels of B are multiplied by it, and
 * a block of B, one panel, in the first-level cache while all rows of A are. So each is packed once for a call, which pays if the
 * call is for many rows and several panels; docs/performance.md has the figures.
 *
 * <p>The micro-kernel is as in {@link Tiles}, but several steps of k are written out, with a fence after each row. On x86 a fence is
 * no instruction. It keeps the compiler from loading early what later rows need: it would do so to hide latency, then lack registers,
 * and move sums to the stack and back.
 */
final class PackedTiles {
    /** Panels of B that a call should be for: with fewer, packing A takes a share that shows. */
    static final int PANELS = 8;

    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;

    private static final int ROWS = Species.PACKED_ROWS;
    private static final boolean EIGHT = ROWS == 8;

    /** With fewer rows to multiply, packing B takes longer than it saves over tiles in place, which are good ones with 32 registers. */
    static final int LEAST_ROWS = EIGHT ? 48 : 12;

    /** With fewer panels, packing A does. */
    static final int LEAST_PANELS = EIGHT ? 3 : 1;

    /** The same for panels of B in products with a transposed A. */
    static final int LEAST_TRANSPOSED_PANELS = EIGHT ? 2 : 1;

    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Columns of a tile, two vectors. */
    private static final int COLUMNS = 2 * LANES;

    /** Steps of k in a block. A panel of so many is 16 KB: half of the first-level cache. */
    private static final int STEPS = 128;

    /** Steps of k that are written out. */
    private static final int UNROLLED = 4;

    /** Bytes of a vector. */
    private static final long BYTES = 4L * LANES;

    /** Bytes from a step of a packed tile of B to the next. */
    private static final long ROW = 2 * BYTES;

    /** Packed tiles of B: those of a panel. */
    private static final int RIGHT_TILES = WIDTH / COLUMNS;

    private static final long RIGHT_TILE = STEPS * ROW;

    /** Packed tiles of A: two blocks of k of 256 rows at least, in a power of two; 256 KB with eight rows to a tile, else 384. */
    private static final int LEFT_TILES = EIGHT ? 64 : 128;

    private static final int LEFT_TILE = STEPS * ROWS;

    /** Elements from a step of a packed tile of A to the next. Steps of eight rows lie side by side, as they are used. */
    private static final int STEP_APART = EIGHT ? ROWS : 1;

    /** Elements from a row to the next; rows of six lie one after the other, as packing is copying then. */
    private static final int ROW_APART = EIGHT ? 1 : STEPS;

    /** Which lanes of two vectors are the first eight of each, and the others. */
    private static final FloatVector FIRST = halves(0);

    private static final FloatVector SECOND = halves(LANES / 2);

    /** Panels of A whose columns fill all its tiles. */
    private static final int LEFT_PANELS = LEFT_TILES * ROWS / WIDTH;

    /** The packed tiles of A, as many for each slot. What lies beyond the last is never used, but the compiler cannot know. */
    static final float[] LEFT = new float[(PackedBlocks.SLOTS * LEFT_TILES + 1) * LEFT_TILE];

    static final float[] ZEROS = new float[WIDTH];

    private PackedTiles() {}

    private static FloatVector halves(int first) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < LANES; i++) {
            lanes[i] = first + i % (LANES / 2) + i / (LANES / 2) * LANES;
        }
        return FloatVector.fromArray(VECTOR, lanes, 0);
    }

    /** See {@link Kernels#multiply}. */
    static void multiply(
            PanelMatrix a,
            int firstRow,
            int rows,
            PanelMatrix b,
            int panel,
            int panels,
            float[] start,
            PanelMatrix c,
            int slot,
            float[] edge) {
        for (int r = firstRow; r < firstRow + rows; r += LEFT_TILES * ROWS) {
            int some = Math.min(LEFT_TILES * ROWS, firstRow + rows - r);
            for (int k = 0; k < b.rows(); k += STEPS) {
                int steps = Math.min(STEPS, b.rows() - k);
                packRows(a, r, some, k, steps, slot);
                for (int p = panel; p < panel + panels; p++) {
                    packRight(b, p, k, steps, slot);
                    int ct = c.offset(p, r);
                    float[] from = k == 0 ? start : c.data();
                    int ft = k == 0 ? p * WIDTH : ct;
                    multiplyBlock(0, some, c.panelColumns(p), steps, from, ft, rowsApart(k), c.data(), ct, slot, edge);
                }
            }
        }
    }

    /**
     * See {@link Kernels#multiplyTransposed}. All steps of some columns of A are packed before the first panel of B, if there is room for
     * them, so that each panel of the result is done before the next is begun.
     */
    static void multiplyTransposed(
            PanelMatrix a,
            int aPanel,
            int aPanels,
            PanelMatrix b,
            int bPanel,
            int bPanels,
            int depth,
            float[] out,
            Kernels.PanelDone done,
            int slot,
            float[] edge) {
        for (int i = 0; i < aPanels; i += LEFT_PANELS) {
            int some = Math.min(LEFT_PANELS, aPanels - i);
            int columns = Math.min(some * WIDTH, a.columns() - (aPanel + i) * WIDTH);
            int tiles = (some * WIDTH + ROWS - 1) / ROWS;
            int blocks = Math.max(1, (depth + STEPS - 1) / STEPS); // a sum of nothing is zero
            int atATime = LEFT_TILES / tiles;
            boolean whole = some == aPanels && blocks <= atATime;
            for (int first = 0; first < blocks; first += atATime) {
                int end = Math.min(blocks, first + atATime);
                for (int block = first; block < end; block++) {
                    int k = block * STEPS;
                    int tile = (block - first) * tiles;
                    packColumns(a, aPanel + i, some, k, Math.min(STEPS, depth - k), slot, tile);
                }
                for (int p = 0; p < bPanels; p++) {
                    int width = b.panelColumns(bPanel + p);
                    // Where all of it fits, each panel takes the same memory, which is in the first-level cache.
                    int at = whole ? 0 : p * aPanels * WIDTH * WIDTH;
                    int to = at + i * WIDTH * WIDTH;
                    for (int block = first; block < end; block++) {
                        int k = block * STEPS;
                        int tile = (block - first) * tiles;
                        int steps = Math.min(STEPS, depth - k);
                        packRight(b, bPanel + p, k, steps, slot);
                        float[] start = k == 0 ? ZEROS : out;
                        int st = k == 0 ? 0 : to;
                        multiplyBlock(tile, columns, width, steps, start, st, rowsApart(k), out, to, slot, edge);
                    }
                    if (end == blocks && i + some == aPanels) {
                        Blocks.clearBeyond(out, at, aPanels * WIDTH, width);
                        done.accept(p, at);
                    }
                }
            }
        }
    }

    /** How far the rows that sums start from are apart: the first steps of k start from the same row for all. */
    static int rowsApart(int k) {
        return k == 0 ? 0 : WIDTH;
    }

    /** Packed rows of A from a tile on, or columns of a transposed A, times a packed panel of B; sums start from some rows. */
    private static void multiplyBlock(
            int tile,
            int rows,
            int columns,
            int steps,
            float[] start,
            int st,
            int step,
            float[] c,
            int ct,
            int slot,
            float[] edge) {
        for (int t = 0; t * ROWS < rows; t++) {
            int left = rows - t * ROWS;
            for (int h = 0; h < columns; h += COLUMNS) {
                int from = st + t * ROWS * step + h;
                int to = ct + t * ROWS * WIDTH + h;
                if (left >= ROWS) {
                    multiplyTile(slot, tile + t, h / COLUMNS, steps, start, from, step, c, to);
                } else {
                    copyRows(start, from, step, edge, 0, left);
                    multiplyTile(slot, tile + t, h / COLUMNS, steps, edge, 0, WIDTH, edge, 0);
                    copyRows(edge, 0, WIDTH, c, to, left);
                }
            }
        }
    }

    /** The rows of a tile that is not whole. */
    static void copyRows(float[] from, int at, int step, float[] to, int ct, int rows) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(from, at + r * step, to, ct + r * WIDTH, COLUMNS);
        }
    }

    /** Packs steps of a panel of B, padded with zeros to as many as are written out; row by row, as the prefetcher likes it. */
    private static void packRight(PanelMatrix b, int panel, int k, int steps, int slot) {
        long to = right(slot, 0);
        int at = b.offset(panel, k);
        int end = Math.min(steps, STEPS);
        for (int s = 0; s < end; s++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector.fromArray(VECTOR, b.data(), at + s * WIDTH + h)
                        .intoMemorySegment(PackedBlocks.ALL, to + place(h) + s * ROW, ORDER);
            }
        }
        for (int s = end; s % UNROLLED != 0; s++) {
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector.zero(VECTOR)
                        .intoMemorySegment(PackedBlocks.ALL, to + place(h) + (s & (STEPS - 1)) * ROW, ORDER);
            }
        }
    }

    /** Where column {@code h} of a panel is, from the start of its packed tiles. */
    private static long place(int h) {
        return h / COLUMNS * RIGHT_TILE + h % COLUMNS * 4L;
    }

    /** Packs steps of some rows of A; what pads its columns is zero. */
    private static void packRows(PanelMatrix a, int row, int rows, int k, int steps, int slot) {
        int to = left(slot, 0);
        if (EIGHT) {
            for (int r = 0; r < rows; r += ROWS) {
                for (int s = 0; s < steps; s += LANES) {
                    int at = a.offset((k + s) / WIDTH, row + r) + (k + s) % WIDTH;
                    interleave(a.data(), at, Math.min(ROWS, rows - r) - 1, to + r * STEPS + s * ROWS);
                }
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int s = 0; s < steps; s += WIDTH) {
                int at = a.offset((k + s) / WIDTH, row + r);
                for (int h = 0; h < WIDTH; h += LANES) {
                    FloatVector.fromArray(VECTOR, a.data(), at + h).intoArray(LEFT, to + r * STEPS + s + h);
                }
            }
        }
    }

    /** Packs 16 steps of eight rows, of which those after {@code last} are not there, by three perfect shuffles. */
    private static void interleave(float[] a, int at, int last, int to) {
        FloatVector x0 = FloatVector.fromArray(VECTOR, a, at);
        FloatVector x1 = FloatVector.fromArray(VECTOR, a, at + Math.min(1, last) * WIDTH);
        FloatVector x2 = FloatVector.fromArray(VECTOR, a, at + Math.min(2, last) * WIDTH);
        FloatVector x3 = FloatVector.fromArray(VECTOR, a, at + Math.min(3, last) * WIDTH);
        FloatVector x4 = FloatVector.fromArray(VECTOR, a, at + Math.min(4, last) * WIDTH);
        FloatVector x5 = FloatVector.fromArray(VECTOR, a, at + Math.min(5, last) * WIDTH);
        FloatVector x6 = FloatVector.fromArray(VECTOR, a, at + Math.min(6, last) * WIDTH);
        FloatVector x7 = FloatVector.fromArray(VECTOR, a, at + Math.min(7, last) * WIDTH);
        FloatVector low = Transposes.LOW;
        FloatVector high = Transposes.HIGH;
        FloatVector y0 = low.selectFrom(x0, x4);
        FloatVector y1 = high.selectFrom(x0, x4);
        FloatVector y2 = low.selectFrom(x1, x5);
        FloatVector y3 = high.selectFrom(x1, x5);
        FloatVector y4 = low.selectFrom(x2, x6);
        FloatVector y5 = high.selectFrom(x2, x6);
        FloatVector y6 = low.selectFrom(x3, x7);
        FloatVector y7 = high.selectFrom(x3, x7);
        x0 = low.selectFrom(y0, y4);
        x1 = high.selectFrom(y0, y4);
        x2 = low.selectFrom(y1, y5);
        x3 = high.selectFrom(y1, y5);
        x4 = low.selectFrom(y2, y6);
        x5 = high.selectFrom(y2, y6);
        x6 = low.selectFrom(y3, y7);
        x7 = high.selectFrom(y3, y7);
        low.selectFrom(x0, x4).intoArray(LEFT, to);
        high.selectFrom(x0, x4).intoArray(LEFT, to + LANES);
        low.selectFrom(x1, x5).intoArray(LEFT, to + 2 * LANES);
        high.selectFrom(x1, x5).intoArray(LEFT, to + 3 * LANES);
        low.selectFrom(x2, x6).intoArray(LEFT, to + 4 * LANES);
        high.selectFrom(x2, x6).intoArray(LEFT, to + 5 * LANES);
        low.selectFrom(x3, x7).intoArray(LEFT, to + 6 * LANES);
        high.selectFrom(x3, x7).intoArray(LEFT, to + 7 * LANES);
    }

    /** Packs steps of the columns of some panels of A as if they were rows, padded with zeros to as many as are written out. */
    private static void packColumns(PanelMatrix a, int panel, int panels, int k, int steps, int slot, int tile) {
        int to = left(slot, tile);
        for (int p = 0; p < panels; p++) {
            int place = to + p * WIDTH * STEPS;
            if (EIGHT) {
                deal(a.data(), a.offset(panel + p, k), steps, place);
            } else {
                for (int s = 0; s < steps; s += WIDTH) {
                    Transposes.transpose(a.data(), a.offset(panel + p, k + s), LEFT, place + s, STEPS);
                }
            }
        }
        for (int r = 0; r < panels * WIDTH; r++) {
            for (int s = steps; s % UNROLLED != 0; s++) {
                LEFT[to + r / ROWS * LEFT_TILE + r % ROWS * ROW_APART + s * STEP_APART] = 0;
            }
        }
    }

    /** Packs steps of a panel's columns: eight to a tile, so that those of two steps fill a vector. */
    private static void deal(float[] a, int at, int steps, int to) {
        for (int s = 0; s < steps; s += 2) {
            int next = Math.min(s + 1, steps - 1) - s; // of an odd last step twice, which is made zero
            for (int h = 0; h < WIDTH; h += LANES) {
                FloatVector x = FloatVector.fromArray(VECTOR, a, at + s * WIDTH + h);
                FloatVector y = FloatVector.fromArray(VECTOR, a, at + (s + next) * WIDTH + h);
                FIRST.selectFrom(x, y).intoArray(LEFT, to + h * STEPS + s * ROWS);
                SECOND.selectFrom(x, y).intoArray(LEFT, to + (h + ROWS) * STEPS + s * ROWS);
            }
        }
    }

    /** Where a packed tile of A starts; written so that the range of the result is plain to the compiler. */
    private static int left(int slot, int tile) {
        return ((slot & (PackedBlocks.SLOTS - 1)) * LEFT_TILES + (tile & (LEFT_TILES - 1))) * LEFT_TILE;
    }

    /** Where a packed tile of B starts, likewise; without another call, which the compiler might not inline. */
    private static long right(int slot, int tile) {
        return (slot & (PackedBlocks.SLOTS - 1)) * PackedBlocks.SLOT_BYTES + (tile & (RIGHT_TILES - 1)) * RIGHT_TILE;
    }

    /** The packed rows of a tile of A times a packed tile of B. */
    private static void multiplyTile(
            int slot, int left, int right, int steps, float[] start, int st, int step, float[] c, int ct) {
        int row = left(slot, left);
        long block = right(slot, right);
        FloatVector p0 = FloatVector.fromArray(VECTOR, start, st);
        FloatVector q0 = FloatVector.fromArray(VECTOR, start, st + LANES);
        FloatVector p1 = FloatVector.fromArray(VECTOR, start, st + step);
        FloatVector q1 = FloatVector.fromArray(VECTOR, start, st + step + LANES);
        FloatVector p2 = FloatVector.fromArray(VECTOR, start, st + 2 * step);
        FloatVector q2 = FloatVector.fromArray(VECTOR, start, st + 2 * step + LANES);
        FloatVector p3 = FloatVector.fromArray(VECTOR, start, st + 3 * step);
        FloatVector q3 = FloatVector.fromArray(VECTOR, start, st + 3 * step + LANES);
        FloatVector p4 = FloatVector.fromArray(VECTOR, start, st + 4 * step);
        FloatVector q4 = FloatVector.fromArray(VECTOR, start, st + 4 * step + LANES);
        FloatVector p5 = FloatVector.fromArray(VECTOR, start, st + 5 * step);
        FloatVector q5 = FloatVector.fromArray(VECTOR, start, st + 5 * step + LANES);
        FloatVector p6 = EIGHT ? FloatVector.fromArray(VECTOR, start, st + 6 * step) : p0;
        FloatVector q6 = EIGHT ? FloatVector.fromArray(VECTOR, start, st + 6 * step + LANES) : q0;
        FloatVector p7 = EIGHT ? FloatVector.fromArray(VECTOR, start, st + 7 * step) : p0;
        FloatVector q7 = EIGHT ? FloatVector.fromArray(VECTOR, start, st + 7 * step + LANES) : q0;
        for (int s = 0; s < steps; s += UNROLLED) {
            int k = s & (STEPS - 1);
            int at = row + k * STEP_APART;
            long from = block + k * ROW;
            FloatVector x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + BYTES, ORDER);
            FloatVector z;
            z = FloatVector.broadcast(VECTOR, LEFT[at]);
            p0 = z.fma(x, p0);
            q0 = z.fma(y, q0);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + ROW_APART]);
            p1 = z.fma(x, p1);
            q1 = z.fma(y, q1);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * ROW_APART]);
            p2 = z.fma(x, p2);
            q2 = z.fma(y, q2);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * ROW_APART]);
            p3 = z.fma(x, p3);
            q3 = z.fma(y, q3);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 4 * ROW_APART]);
            p4 = z.fma(x, p4);
            q4 = z.fma(y, q4);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 5 * ROW_APART]);
            p5 = z.fma(x, p5);
            q5 = z.fma(y, q5);
            VarHandle.acquireFence();
            if (EIGHT) {
                z = FloatVector.broadcast(VECTOR, LEFT[at + 6 * ROW_APART]);
                p6 = z.fma(x, p6);
                q6 = z.fma(y, q6);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, LEFT[at + 7 * ROW_APART]);
                p7 = z.fma(x, p7);
                q7 = z.fma(y, q7);
                VarHandle.acquireFence();
            }
            x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + ROW, ORDER);
            y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + ROW + BYTES, ORDER);
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART]);
            p0 = z.fma(x, p0);
            q0 = z.fma(y, q0);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + ROW_APART]);
            p1 = z.fma(x, p1);
            q1 = z.fma(y, q1);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 2 * ROW_APART]);
            p2 = z.fma(x, p2);
            q2 = z.fma(y, q2);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 3 * ROW_APART]);
            p3 = z.fma(x, p3);
            q3 = z.fma(y, q3);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 4 * ROW_APART]);
            p4 = z.fma(x, p4);
            q4 = z.fma(y, q4);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 5 * ROW_APART]);
            p5 = z.fma(x, p5);
            q5 = z.fma(y, q5);
            VarHandle.acquireFence();
            if (EIGHT) {
                z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 6 * ROW_APART]);
                p6 = z.fma(x, p6);
                q6 = z.fma(y, q6);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, LEFT[at + STEP_APART + 7 * ROW_APART]);
                p7 = z.fma(x, p7);
                q7 = z.fma(y, q7);
                VarHandle.acquireFence();
            }
            x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 2 * ROW, ORDER);
            y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 2 * ROW + BYTES, ORDER);
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART]);
            p0 = z.fma(x, p0);
            q0 = z.fma(y, q0);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + ROW_APART]);
            p1 = z.fma(x, p1);
            q1 = z.fma(y, q1);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 2 * ROW_APART]);
            p2 = z.fma(x, p2);
            q2 = z.fma(y, q2);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 3 * ROW_APART]);
            p3 = z.fma(x, p3);
            q3 = z.fma(y, q3);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 4 * ROW_APART]);
            p4 = z.fma(x, p4);
            q4 = z.fma(y, q4);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 5 * ROW_APART]);
            p5 = z.fma(x, p5);
            q5 = z.fma(y, q5);
            VarHandle.acquireFence();
            if (EIGHT) {
                z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 6 * ROW_APART]);
                p6 = z.fma(x, p6);
                q6 = z.fma(y, q6);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, LEFT[at + 2 * STEP_APART + 7 * ROW_APART]);
                p7 = z.fma(x, p7);
                q7 = z.fma(y, q7);
                VarHandle.acquireFence();
            }
            x = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 3 * ROW, ORDER);
            y = FloatVector.fromMemorySegment(VECTOR, PackedBlocks.ALL, from + 3 * ROW + BYTES, ORDER);
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART]);
            p0 = z.fma(x, p0);
            q0 = z.fma(y, q0);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + ROW_APART]);
            p1 = z.fma(x, p1);
            q1 = z.fma(y, q1);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 2 * ROW_APART]);
            p2 = z.fma(x, p2);
            q2 = z.fma(y, q2);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 3 * ROW_APART]);
            p3 = z.fma(x, p3);
            q3 = z.fma(y, q3);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 4 * ROW_APART]);
            p4 = z.fma(x, p4);
            q4 = z.fma(y, q4);
            VarHandle.acquireFence();
            z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 5 * ROW_APART]);
            p5 = z.fma(x, p5);
            q5 = z.fma(y, q5);
            VarHandle.acquireFence();
            if (EIGHT) {
                z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 6 * ROW_APART]);
                p6 = z.fma(x, p6);
                q6 = z.fma(y, q6);
                VarHandle.acquireFence();
                z = FloatVector.broadcast(VECTOR, LEFT[at + 3 * STEP_APART + 7 * ROW_APART]);
                p7 = z.fma(x, p7);
                q7 = z.fma(y, q7);
                VarHandle.acquireFence();
            }
        }
        p0.add(0f).intoArray(c, ct);
        q0.add(0f).intoArray(c, ct + LANES);
        p1.add(0f).intoArray(c, ct + WIDTH);
        q1.add(0f).intoArray(c, ct + WIDTH + LANES);
        p2.add(0f).intoArray(c, ct + 2 * WIDTH);
        q2.add(0f).intoArray(c, ct + 2 * WIDTH + LANES);
        p3.add(0f).intoArray(c, ct + 3 * WIDTH);
        q3.add(0f).intoArray(c, ct + 3 * WIDTH + LANES);
        p4.add(0f).intoArray(c, ct + 4 * WIDTH);
        q4.add(0f).intoArray(c, ct + 4 * WIDTH + LANES);
        p5.add(0f).intoArray(c, ct + 5 * WIDTH);
        q5.add(0f).intoArray(c, ct + 5 * WIDTH + LANES);
        if (EIGHT) {
            p6.add(0f).intoArray(c, ct + 6 * WIDTH);
            q6.add(0f).intoArray(c, ct + 6 * WIDTH + LANES);
            p7.add(0f).intoArray(c, ct + 7 * WIDTH);
            q7.add(0f).intoArray(c, ct + 7 * WIDTH + LANES);
        }
    }
}
