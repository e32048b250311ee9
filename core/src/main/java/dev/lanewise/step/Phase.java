package dev.lanewise.step;

import dev.lanewise.parallel.Tasks;

/**
 * Work that needs all of the phase before it to be done, but none of its own.
 *
 * @param tasks how many tasks it is cut into
 * @param work does one of them
 */
record Phase(int tasks, Tasks.Work work) {}
