package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.NonZeros;
import dev.lanewise.kernel.PanelMatrix;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** What products of listed elements need for themselves. */
final class SimdScratch implements Kernels.Scratch {
    private static final int BLOCK = PanelMatrix.WIDTH * PanelMatrix.WIDTH;
    private static final int CACHE_LINE = 64;

    /** A block of the right operand, see {@link ListedTiles}. */
    final MemorySegment packed = Arena.ofAuto().allocate(NonZeros.DEPTH * ListedTiles.ROW, CACHE_LINE);

    /** Two blocks of 32 x 32, transposed. */
    final float[] blocks = new float[2 * BLOCK];

    /** A block on its way to being transposed. */
    final float[] shuffled = new float[BLOCK];
}
