package dev.lanewise.spark;

import dev.lanewise.cli.sweep.TrialResult;
import java.io.Serializable;
import java.util.TreeMap;

/**
 * What comes back from an executor: a small row, and the files of the run.
 *
 * @param host where it ran
 * @param slow why the kernels there are slow; empty if they are not
 */
record TrialOutcome(TrialResult result, TreeMap<String, byte[]> files, String host, String slow)
        implements Serializable {}
