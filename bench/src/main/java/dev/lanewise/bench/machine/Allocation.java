package dev.lanewise.bench.machine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Bytes that something allocates on the calling thread and those of the engine. JMH's own profiler counts its own objects, too. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Runs it, and counts. */
    public static long of(Runnable task) {
        long[] workers = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().startsWith("lanewise-"))
                .mapToLong(Thread::threadId)
                .toArray();
        long others = allocated(workers);
        long caller = THREADS.getCurrentThreadAllocatedBytes();
        task.run();
        return THREADS.getCurrentThreadAllocatedBytes() - caller + allocated(workers) - others;
    }

    private static long allocated(long[] workers) {
        long sum = 0;
        for (long id : workers) {
            sum += THREADS.getThreadAllocatedBytes(id);
        }
        return sum;
    }
}
