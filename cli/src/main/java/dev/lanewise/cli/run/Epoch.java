package dev.lanewise.cli.run;

import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.Optional;

/**
 * One epoch of a run.
 *
 * @param result what the trainer measured
 * @param validation how well the network does on the images held out, in inference, without a confusion matrix
 * @param trainSample the same on the {@linkplain RunData#trainSample part of the training set} that is looked at after every
 *     epoch; empty if nobody asked for it
 */
public record Epoch(EpochResult result, Optional<Evaluation> validation, Optional<Evaluation> trainSample) {}
