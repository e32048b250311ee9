package dev.lanewise.cli.run;

import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.Optional;

/**
 * One epoch of a run.
 *
 * @param result what the trainer measured
 * @param validation how well the network does on the images held out, in inference, without a confusion matrix
 */
public record Epoch(EpochResult result, Optional<Evaluation> validation) {}
