package dev.lanewise.nn;

/** One element of a {@link Sequential}. */
public sealed interface Layer permits Dense, Dropout {}
