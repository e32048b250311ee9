package dev.lanewise.step;

import dev.lanewise.data.Samples;

/** What the present step is taken on: samples {@code order[from + row]} for its rows. Changed between steps only. */
final class Batch {
    Samples samples;
    int[] order;
    int from;
}
