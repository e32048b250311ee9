package dev.lanewise.cli.view;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.Epoch.LayerVariance;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.cli.run.RunStart;
import dev.lanewise.predict.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a run came to, in words. */
final class Summary {
    /** Differences below this, in percent, are common between seeds. */
    private static final double NOISE = 1;

    private static final double CLEAR = 3;

    private Summary() {}

    static List<String> lines(RunStart start, RunResult result) {
        List<String> out = new ArrayList<>();
        double seconds = result.epochs().stream()
                .mapToDouble(each -> each.result().seconds())
                .sum();
        Epoch last = result.epochs().getLast();
        out.add(String.format(
                Locale.ROOT,
                "Trained for %s in %s, %,.0f samples a second.",
                Words.count(last.result().epoch(), "epoch"),
                seconds < 10 ? String.format(Locale.ROOT, "%.2f s", seconds) : Progress.duration(seconds),
                result.epochs().size() * (double) start.data().train().size() / seconds));
        kept(start, result).ifPresent(out::add);
        out.add(start.made().isEmpty() ? "After training:" : "After training, without regularizers:");
        String samples = " " + start.data().train().samplesName();
        out.add(row("training" + samples, result.train()));
        result.validation().ifPresent(each -> out.add(row("validation" + samples, each)));
        out.add(row("test" + samples, result.test()));
        if (Double.isNaN(result.test().accuracy())) {
            out.add(String.format(
                    Locale.ROOT, "A loss of %.4f is that of always saying the mean, 0 is perfect.", result.meanLoss()));
        } else {
            out.add(gap(100 * result.accuracyGap(), samples));
        }
        addActivations(result, out);
        return out;
    }

    /** Which epoch the network is of, where that need not be the last. */
    private static Optional<String> kept(RunStart start, RunResult result) {
        if (start.config().earlyStopping().isEmpty()) {
            return Optional.empty();
        }
        double[] losses = result.epochs().stream()
                .mapToDouble(each -> each.validation().orElseThrow().loss())
                .toArray();
        int best = start.config().earlyStopping().get().best(losses);
        boolean early = losses.length < start.config().epochs();
        return Optional.of((early ? "Stopped early: the" : "The") + " network is that of epoch " + (best + 1)
                + ", whose validation loss is the lowest"
                + (start.config().earlyStopping().get().leastGain() > 0 ? ", but for gains too small to count." : "."));
    }

    private static String row(String what, Evaluation evaluation) {
        if (Double.isNaN(evaluation.accuracy())) {
            return String.format(Locale.ROOT, "  %-18s loss %.4f", what, evaluation.loss());
        }
        return String.format(
                Locale.ROOT,
                "  %-18s loss %.4f  accuracy %.2f %%",
                what,
                evaluation.loss(),
                100 * evaluation.accuracy());
    }

    private static String gap(double points, String samples) {
        String size = String.format(Locale.ROOT, "The gap is %.2f points: ", points);
        if (points < NOISE) {
            return size + "new" + samples + " are recognised as well as known ones.";
        }
        if (points < CLEAR) {
            return size + "new" + samples + " are recognised a little less well.";
        }
        return size + "some of what it learned holds for its training\n" + samples.strip()
                + " only. More dropout or weight decay may help.";
    }

    /** How the variance of hidden activations has changed, where it was recorded. */
    private static void addActivations(RunResult result, List<String> out) {
        List<LayerVariance> first = result.epochs().getFirst().activations();
        List<LayerVariance> last = result.epochs().getLast().activations();
        if (first.isEmpty() || last.isEmpty()) {
            return;
        }
        out.add("");
        out.add("Variance of activations  in inference            with the noise of training");
        out.add("after epoch          "
                + String.format(
                        Locale.ROOT,
                        "%6d  %6d               %6d  %6d",
                        1,
                        result.epochs().size(),
                        1,
                        result.epochs().size()));
        for (int l = 0; l < last.size(); l++) {
            out.add(String.format(
                    Locale.ROOT,
                    "  hidden layer %-4d  %8.4f%8.4f             %8.4f%8.4f",
                    l + 1,
                    first.get(l).inference(),
                    last.get(l).inference(),
                    first.get(l).training(),
                    last.get(l).training()));
        }
    }
}
