package dev.lanewise.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much of the machine others used in a stretch of time: other processes, and other virtual machines as far as the host says so
 * (steal). It is what Linux counts for all processes less what this one used. Elsewhere nothing is seen; there only the peak tells.
 */
public final class Watch {
    private static final Path STAT = Path.of("/proc/stat");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private static final double TICK = 0.01;

    /** Linux counts in ticks, so each processor's count may be off by one. */
    private static final double TOLERATED_SECONDS = TICK * Runtime.getRuntime().availableProcessors();

    private static final double TOLERATED_SHARE = 0.05;
    private static final int IDLE = 4;
    private static final int WAITING_FOR_DISK = 5;
    private static final int FIRST = 1;
    private static final int STEAL = 8;

    private final double busy = busySeconds();
    private final long own = SYSTEM.getProcessCpuTime();
    private final long start = System.nanoTime();

    private Watch() {}

    /** Begins a stretch. */
    public static Watch start() {
        return new Watch();
    }

    /** Whether others used more than a twentieth of one processor since then, beyond what the count may be off by. */
    public boolean disturbed() {
        double wall = (System.nanoTime() - start) * 1e-9;
        double others = busySeconds() - busy - (SYSTEM.getProcessCpuTime() - own) * 1e-9;
        return others > TOLERATED_SECONDS + TOLERATED_SHARE * wall;
    }

    /** What all processors did since the machine started; nothing where that cannot be read. */
    private static double busySeconds() {
        if (!Files.isReadable(STAT)) {
            return 0;
        }
        try {
            return busySeconds(Files.readAllLines(STAT).getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the line {@code cpu user nice system idle iowait irq softirq steal …}, in ticks. */
    static double busySeconds(String line) {
        String[] counts = line.trim().split("\\s+");
        long ticks = 0;
        for (int i = FIRST; i <= STEAL; i++) {
            ticks += i == IDLE || i == WAITING_FOR_DISK ? 0 : Long.parseLong(counts[i]);
        }
        return ticks * TICK;
    }
}
