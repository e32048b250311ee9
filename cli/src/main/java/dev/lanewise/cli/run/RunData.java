package dev.lanewise.cli.run;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.LoadedData;
import java.util.Optional;

/**
 * The images of a run.
 *
 * @param train to train on, after limiting and holding out
 * @param validation held out of the training set
 * @param test never seen in training
 * @param source what they were taken from
 */
public record RunData(
        LabelledImages train, Optional<LabelledImages> validation, LabelledImages test, LoadedData source) {}
