package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.predict.Evaluation;
import java.util.List;

/**
 * The figures of a run that a diagnosis rests on. "Held out" means the validation set if there is one, else the test set.
 *
 * <p>Where a network predicts values, accuracy is by what share its loss is lower than that of always saying the mean. If the
 * loss is the mean squared error, that is the share of the targets' variance that it explains.
 *
 * @param heldOutName {@code validation} or {@code test}
 * @param values whether the network predicts values
 * @param samplesName what samples are called
 * @param unit the loss of always saying the mean where the network predicts values, else 1
 * @param seenAccuracy train accuracy of the last epoch as seen in training, with the regularizers' noise
 * @param train the trained network on its training samples, in inference
 * @param heldOut the trained network on the samples held out, in inference
 * @param trainLosses of each epoch, as seen in training
 * @param heldOutLosses after each epoch
 * @param heldOutAccuracies after each epoch
 */
record Observation(
        String heldOutName,
        boolean values,
        String samplesName,
        double unit,
        double seenAccuracy,
        Evaluation train,
        Evaluation heldOut,
        double[] trainLosses,
        double[] heldOutLosses,
        double[] heldOutAccuracies) {

    static Observation of(RunResult run) {
        List<Epoch> epochs = run.epochs();
        boolean validated = run.validation().isPresent();
        double unit = run.meanLoss();
        return new Observation(
                validated ? "validation" : "test",
                run.predictsValues(),
                run.config().samplesName(),
                unit,
                accuracy(
                        unit,
                        epochs.getLast().result().trainLoss(),
                        epochs.getLast().result().trainAccuracy()),
                known(unit, run.train()),
                known(unit, run.validation().orElse(run.test())),
                epochs.stream().mapToDouble(e -> e.result().trainLoss()).toArray(),
                epochs.stream()
                        .mapToDouble(e -> e.validation()
                                .map(Evaluation::loss)
                                .orElse(e.result().testLoss()))
                        .toArray(),
                epochs.stream()
                        .mapToDouble(e -> e.validation()
                                .map(each -> known(unit, each).accuracy())
                                .orElse(accuracy(
                                        unit, e.result().testLoss(), e.result().testAccuracy())))
                        .toArray());
    }

    private static Evaluation known(double unit, Evaluation evaluation) {
        return new Evaluation(
                evaluation.loss(), accuracy(unit, evaluation.loss(), evaluation.accuracy()), evaluation.confusion());
    }

    private static double accuracy(double unit, double loss, double accuracy) {
        return Double.isNaN(accuracy) ? 1 - loss / unit : accuracy;
    }

    /** What accuracies are of. */
    String accuracyName() {
        return values ? "gain on the mean" : "accuracy";
    }

    /** Train minus held-out accuracy, both in inference. */
    double gap() {
        return train.accuracy() - heldOut.accuracy();
    }

    /** By how much the network is less accurate with the noise of training than without, on samples held out. */
    double belowHeldOut() {
        return heldOut.accuracy() - seenAccuracy;
    }

    /** The epoch, 1, 2, …, after which the held-out loss was lowest. */
    int bestEpoch() {
        int best = 0;
        for (int e = 1; e < heldOutLosses.length; e++) {
            best = heldOutLosses[e] < heldOutLosses[best] ? e : best;
        }
        return best + 1;
    }

    /** How much higher the held-out loss is at the end than at its lowest, as a share. */
    double riseSinceBest() {
        return heldOutLosses[heldOutLosses.length - 1] / heldOutLosses[bestEpoch() - 1] - 1;
    }

    /** By what share the train loss fell over the last fifth of the epochs (at least one); 0 after a single epoch. */
    double recentFall() {
        return recentFall(trainLosses);
    }

    /** The same of the held-out loss. */
    double heldOutFall() {
        return recentFall(heldOutLosses);
    }

    private static double recentFall(double[] losses) {
        int last = losses.length - 1;
        int before = last - Math.max(1, losses.length / 5);
        return before < 0 ? 0 : 1 - losses[last] / losses[before];
    }

    /**
     * How much the held-out accuracy goes back and forth from one epoch to the next, on average over the second half: the sum of
     * its moves less the way that it came.
     */
    double unrest() {
        int last = heldOutAccuracies.length - 1;
        int from = last / 2;
        double moves = 0;
        for (int e = from + 1; e <= last; e++) {
            moves += Math.abs(heldOutAccuracies[e] - heldOutAccuracies[e - 1]);
        }
        return last == from ? 0 : (moves - Math.abs(heldOutAccuracies[last] - heldOutAccuracies[from])) / (last - from);
    }
}
