package dev.lanewise.cli.run;

import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Optional;

/**
 * One epoch of a run.
 *
 * @param result what the trainer measured
 * @param validation how well the network does on the images held out, in inference, without a confusion matrix
 * @param trainSample the same on the {@linkplain RunData#trainSample part of the training set} that is looked at after every
 *     epoch; empty if nobody asked for it
 * @param activations of each hidden layer; empty if nobody asked for them
 */
public record Epoch(
        EpochResult result,
        Optional<Evaluation> validation,
        Optional<Evaluation> trainSample,
        List<LayerVariance> activations) {
    /** Makes the list unmodifiable. */
    public Epoch {
        activations = List.copyOf(activations);
    }

    /** An epoch whose activations nobody asked for. */
    public Epoch(EpochResult result, Optional<Evaluation> validation, Optional<Evaluation> trainSample) {
        this(result, validation, trainSample, List.of());
    }

    /**
     * The variance of a hidden layer's activations, over units and images.
     *
     * @param inference without regularizers
     * @param training with their noise, as the next layer gets them in training
     */
    public record LayerVariance(double inference, double training) {}
}
