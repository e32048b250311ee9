package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Lists of what is not zero. */
final class Lists {
    private static final VectorSpecies<Float> VECTOR = Species.FLOAT;
    private static final int LANES = Species.LANES;
    private static final int WIDTH = PanelMatrix.WIDTH;
    private static final int BLOCK = WIDTH * WIDTH;

    /** Pieces of 32 steps in a block. */
    private static final int PIECES = ListedTiles.DEPTH / WIDTH;

    /**
     * Whether chosen lanes can be moved to the front: with 512 bits by an instruction, with 256 by a permutation from a table.
     * With 128, where not every processor can, a loop over elements is faster.
     */
    private static final boolean COMPRESS = LANES >= 8;

    static final IntVector IOTA = IntVector.zero(Species.INT).addIndex(1);

    private Lists() {}

    static void rows(PanelMatrix a, int rows, int group, NonZeros out) {
        int firstRow = group * NonZeros.GROUP;
        int count = Math.min(NonZeros.GROUP, rows - firstRow);
        for (int block = 0; block < out.blocks(); block++) {
            int panel = block * PIECES;
            int pieces = Math.clamp(a.panels() - panel, 0, PIECES);
            block(a.data(), a.offset(panel, firstRow), a.stride(), pieces, count, out, block, group);
        }
    }

    static void columns(PanelMatrix a, int panel, int depth, NonZeros out, SimdScratch scratch) {
        for (int block = 0; block < out.blocks(); block++) {
            int firstRow = block * ListedTiles.DEPTH;
            int pieces = Math.clamp(PanelMatrix.panels(depth - firstRow), 0, PIECES);
            for (int p = 0; p < pieces; p++) {
                int row = firstRow + p * WIDTH;
                Transposes.transpose(a.data(), a.offset(panel, row), scratch.blocks, p * BLOCK, scratch.shuffled);
                clearBeyond(scratch.blocks, p * BLOCK, depth - row);
            }
            block(scratch.blocks, 0, BLOCK, pieces, a.panelColumns(panel), out, block, panel);
        }
    }

    /** Rows of the operand that are not of the batch have become columns; they may hold anything. */
    private static void clearBeyond(float[] x, int at, int columns) {
        for (int c = columns; c < WIDTH; c++) {
            for (int r = 0; r < WIDTH; r++) {
                x[at + r * WIDTH + c] = 0;
            }
        }
    }

    /** Lists {@code count} rows at {@code at}, each of so many pieces of 32 elements, {@code stride} apart. */
    private static void block(
            float[] a, int at, int stride, int pieces, int count, NonZeros out, int block, int group) {
        int[] ends = out.ends();
        int first = out.firstEnd(block, group);
        int n = out.start(block, group);
        for (int r = 0; r < count; r++) {
            for (int p = 0; p < pieces; p++) {
                n = piece(a, at + r * WIDTH + p * stride, p * WIDTH, out.steps(), out.values(), n);
            }
            ends[first + r] = n;
        }
        for (int r = count; r < NonZeros.GROUP; r++) {
            ends[first + r] = n;
        }
    }

    private static int piece(float[] a, int at, int step, int[] steps, float[] values, int n) {
        return COMPRESS ? compress(a, at, step, steps, values, n) : scan(a, at, step, steps, values, n);
    }

    /** Stores whole vectors; what lies behind the end of a list is overwritten by the next, or was never read. */
    private static int compress(float[] a, int at, int step, int[] steps, float[] values, int n) {
        for (int j = 0; j < WIDTH; j += LANES) {
            FloatVector x = FloatVector.fromArray(VECTOR, a, at + j);
            VectorMask<Float> there = x.compare(VectorOperators.NE, 0f);
            x.compress(there).intoArray(values, n);
            IOTA.add(step + j).compress(there.cast(Species.INT)).intoArray(steps, n);
            n += there.trueCount();
        }
        return n;
    }

    /** Writes each element where the next that is not zero belongs, so that no branch depends on the data. */
    private static int scan(float[] a, int at, int step, int[] steps, float[] values, int n) {
        for (int j = 0; j < WIDTH; j++) {
            float x = a[at + j];
            steps[n] = step + j;
            values[n] = x;
            int magnitude = Float.floatToRawIntBits(x) << 1;
            n += (magnitude | -magnitude) >>> 31;
        }
        return n;
    }
}
