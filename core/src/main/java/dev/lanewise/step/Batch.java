package dev.lanewise.step;

import dev.lanewise.data.LabelledImages;

/** What the present step is taken on: images {@code order[from + row]} for its rows. Changed between steps only. */
final class Batch {
    LabelledImages images;
    int[] order;
    int from;
}
