package dev.lanewise.kernel.simd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Where {@link ListedTiles}, {@link PackedTiles} and {@link NarrowTiles} pack blocks of B: one segment for all threads, cut into
 * slots that a thread takes for the time of a product. As the segment is a constant and every offset into it is masked, the
 * compiler proves that no access can lie outside and leaves out the checks, one for each {@code fma}, and the two registers that
 * they need.
 */
final class PackedBlocks {
    /** More than threads can run at a time; a power of two, so that a mask makes a number of a slot. */
    static final int SLOTS = 2 * Integer.highestOneBit(Runtime.getRuntime().availableProcessors());

    /** As much as the smallest first-level caches hold. */
    static final long SLOT_BYTES = 32 << 10;

    private static final int CACHE_LINE = 64;

    static final MemorySegment ALL = Arena.global().allocate(SLOTS * SLOT_BYTES, CACHE_LINE);

    private static final AtomicIntegerArray TAKEN = new AtomicIntegerArray(SLOTS);

    private PackedBlocks() {}

    /**
     * Takes a slot, waiting for one if all are taken.
     *
     * @param wish the one to try first, as it may still be in the cache
     */
    static int take(int wish) {
        int slot = wish & (SLOTS - 1);
        while (!TAKEN.compareAndSet(slot, 0, 1)) {
            slot = (slot + 1) & (SLOTS - 1);
            Thread.yield();
        }
        return slot;
    }

    static void giveBack(int slot) {
        TAKEN.set(slot, 0);
    }

    /** Where a slot starts; written so that the range of the result is plain to the compiler. */
    static long offset(int slot) {
        return (slot & (SLOTS - 1)) * SLOT_BYTES;
    }

    /** Where a row of the block that starts at {@code offset} is. */
    static long row(long offset, int k) {
        return offset + (k & (ListedTiles.DEPTH - 1)) * ListedTiles.ROW;
    }

    /**
     * How far from the block's start the second half of row {@code k} is. The compiler keeps the address of each vector of a row in a
     * register, as the segment's own does not fit into an instruction. With 512-bit vectors and their long rows it pays to let both
     * halves share four registers: an exclusive or, unlike a sum, does not become part of an address.
     */
    static long secondHalf(int k) {
        return (row(0, k) ^ ListedTiles.ROW / 2) & (SLOT_BYTES - ListedTiles.ROW / 2);
    }
}
