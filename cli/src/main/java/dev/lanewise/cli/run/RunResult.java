package dev.lanewise.cli.run;

import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import java.util.List;
import java.util.Optional;

/**
 * What a finished run gave. All evaluations are in inference, without regularizers, after the last epoch.
 *
 * @param epochs those of this run and, if it was resumed, those before
 * @param weightsSha256 see {@link dev.lanewise.model.ModelFile#weightsSha256}
 */
public record RunResult(
        RunConfig config,
        Sequential net,
        List<Epoch> epochs,
        Evaluation train,
        Optional<Evaluation> validation,
        Evaluation test,
        String weightsSha256) {
    /** Makes the list unmodifiable. */
    public RunResult {
        epochs = List.copyOf(epochs);
    }

    /** How much more accurate the network is on the images it was trained on than on the test images, −1…1. */
    public double accuracyGap() {
        return train.accuracy() - test.accuracy();
    }

    /** How much lower the loss is on the images it was trained on than on the test images. */
    public double lossGap() {
        return test.loss() - train.loss();
    }
}
