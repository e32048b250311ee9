package dev.lanewise.kernel.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class PackedBlocksTest {
    @Test
    void aWishIsFulfilledIfTheSlotIsFree() {
        int slot = PackedBlocks.take(3);
        try {
            assertThat(slot).isEqualTo(3 & (PackedBlocks.SLOTS - 1));
        } finally {
            PackedBlocks.giveBack(slot);
        }
    }

    @Test
    void slotsDoNotOverlap() {
        long first = PackedBlocks.offset(0);
        long second = PackedBlocks.offset(1);
        assertThat(PackedBlocks.row(first, ListedTiles.DEPTH - 1) + ListedTiles.ROW)
                .isEqualTo(second);
        assertThat(PackedBlocks.offset(-1) + (second - first)).isEqualTo(PackedBlocks.ALL.byteSize());
    }

    @Test
    void moreThreadsThanSlotsShareThemButNeverTwoAtATime() throws Exception {
        int threads = 64;
        int slots = (int) (PackedBlocks.ALL.byteSize() / (PackedBlocks.offset(1) - PackedBlocks.offset(0)));
        AtomicIntegerArray users = new AtomicIntegerArray(slots);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            calls.add(() -> {
                int most = 0;
                for (int i = 0; i < 1000; i++) {
                    int slot = PackedBlocks.take(5);
                    most = Math.max(most, users.incrementAndGet(slot));
                    users.decrementAndGet(slot);
                    PackedBlocks.giveBack(slot);
                }
                return most;
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (Future<Integer> each : executor.invokeAll(calls, 2, TimeUnit.MINUTES)) {
                assertThat(each.resultNow()).isEqualTo(1);
            }
        }
    }
}
