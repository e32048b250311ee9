package dev.lanewise.data;

/** What the targets of samples say, which decides what losses can be computed from them. */
public enum Target {
    /** Each sample is of one class: its target is a row of zeros with a one in its place. */
    CLASS,

    /** Each of several labels holds for a sample, one, or does not, zero. */
    LABELS,

    /** Any numbers. */
    VALUES
}
