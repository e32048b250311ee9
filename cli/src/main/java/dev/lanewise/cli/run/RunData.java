package dev.lanewise.cli.run;

import dev.lanewise.data.Dataset;
import dev.lanewise.data.LoadedData;
import java.util.Optional;

/**
 * The images of a run.
 *
 * @param train to train on, after limiting and holding out
 * @param validation held out of the training set
 * @param test never seen in training
 * @param source what they were taken from
 */
public record RunData(Dataset train, Optional<Dataset> validation, Dataset test, LoadedData source) {}
