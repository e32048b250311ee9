package dev.lanewise.train;

/**
 * What one epoch gave.
 *
 * @param epoch 1, 2, …
 * @param trainLoss mean loss over the training set as seen in training, with its noise and before each update
 * @param trainAccuracy 0…1, as seen in training; NaN for a network that predicts values
 * @param testLoss mean loss over the test set, in inference; NaN without a test set
 * @param testAccuracy 0…1, in inference; NaN without a test set, or for a network that predicts values
 * @param validationLoss as of the test set
 * @param validationAccuracy as of the test set
 * @param seconds training alone, shuffling and gathering included
 * @param evaluationSeconds evaluation on the validation and test sets, and on whatever else the listener wanted
 * @param samplesPerSecond training samples a second of {@code seconds}
 */
public record EpochResult(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        double testLoss,
        double testAccuracy,
        double validationLoss,
        double validationAccuracy,
        double seconds,
        double evaluationSeconds,
        double samplesPerSecond) {

    /** The same after another evaluation that took some seconds. */
    public EpochResult withEvaluation(double moreSeconds) {
        return new EpochResult(
                epoch,
                trainLoss,
                trainAccuracy,
                testLoss,
                testAccuracy,
                validationLoss,
                validationAccuracy,
                seconds,
                evaluationSeconds + moreSeconds,
                samplesPerSecond);
    }
}
