package dev.lanewise.step;

import dev.lanewise.parallel.Tasks;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Work that needs all of the phase before it to be done, but none of its own.
 *
 * @param wanted whether the present step has this phase
 * @param tasks how many tasks it is cut into
 * @param work does one of them
 * @param nanoseconds is told what they took together, in the steps that are timed
 */
record Phase(BooleanSupplier wanted, int tasks, Tasks.Work work, LongConsumer nanoseconds) {
    Phase(int tasks, Tasks.Work work) {
        this(() -> true, tasks, work, nanoseconds -> {});
    }
}
