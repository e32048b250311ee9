package dev.lanewise.cli.view;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Locale;

/** A row an epoch, at most 80 columns wide. */
final class EpochTable {
    private final boolean validation;

    EpochTable(boolean validation) {
        this.validation = validation;
    }

    List<String> header() {
        return List.of(
                "        " + "     training     " + (validation ? "     validation     " : "") + "        test",
                "epoch   " + "   loss  accuracy " + (validation ? "    loss  accuracy  " : "")
                        + "    loss  accuracy   seconds");
    }

    String row(Epoch epoch) {
        EpochResult result = epoch.result();
        return String.format(Locale.ROOT, "%5d   ", result.epoch())
                + pair(result.trainLoss(), result.trainAccuracy())
                + epoch.validation().map(EpochTable::pair).orElse("")
                + pair(result.testLoss(), result.testAccuracy())
                + String.format(Locale.ROOT, "%9.2f", result.seconds());
    }

    private static String pair(Evaluation evaluation) {
        return pair(evaluation.loss(), evaluation.accuracy());
    }

    private static String pair(double loss, double accuracy) {
        return Double.isNaN(accuracy) // of a network that predicts values
                ? String.format(Locale.ROOT, "%7.4f          -  ", loss)
                : String.format(Locale.ROOT, "%7.4f   %6.2f %%  ", loss, 100 * accuracy);
    }
}
