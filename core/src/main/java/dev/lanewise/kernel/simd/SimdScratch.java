package dev.lanewise.kernel.simd;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.PanelMatrix;
import java.util.concurrent.atomic.AtomicInteger;

/** What products need for themselves. */
final class SimdScratch implements Kernels.Scratch {
    private static final int BLOCK = PanelMatrix.WIDTH * PanelMatrix.WIDTH;
    private static final AtomicInteger MADE = new AtomicInteger();

    /** Which of the {@link PackedBlocks} to use, if it is free. */
    final int slot = MADE.getAndIncrement();

    /** As many blocks of 32 x 32, transposed, as {@link Lists} list at a time. */
    final float[] blocks = new float[ListedTiles.DEPTH * PanelMatrix.WIDTH];

    /** A tile of {@link PackedTiles} or {@link NarrowTiles} of which only some rows are there. */
    final float[] edge = new float[Species.PACKED_ROWS * PanelMatrix.WIDTH];

    /** Lists of products without the zeros that rows share; there from the first such product on. */
    private GroupedTiles grouped;

    /** A block on its way to being transposed. */
    final float[] shuffled = new float[BLOCK];

    GroupedTiles grouped() {
        if (grouped == null) {
            grouped = new GroupedTiles();
        }
        return grouped;
    }
}
