package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.run.RunConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What can be seen in a run's figures, in sentences. */
final class Findings {
    /** A rise of the held-out loss above its lowest that is more than the jitter between epochs. */
    static final double RISE = 0.05;

    private Findings() {}

    static List<String> of(Observation seen, RunConfig config) {
        List<String> out = new ArrayList<>();
        out.add(gap(seen));
        if (seen.belowHeldOut() > 0) {
            out.add(belowHeldOut(seen, config));
        }
        if (seen.gap() > Advice.LARGE_GAP && seen.riseSinceBest() > RISE) {
            out.add(rise(seen));
        }
        if (seen.heldOutName().equals("test")) {
            out.add(text(
                    "This was judged on the test %1$s; with --validation 0.1 it is judged on training %1$s held"
                            + " out, and the test %1$s stay fresh for the end.",
                    seen.samplesName()));
        }
        return out;
    }

    private static String gap(Observation seen) {
        return text(
                seen.values()
                        ? "Without noise, the network's loss is %.2f %% less than that of always saying the mean on its training %s"
                                + " (%.4f) and %.2f %% less on the %s %s (%.4f): a gap of %.2f points."
                        : "Without noise, the network is right on %.2f %% of its training %s (loss %.4f) and on %.2f %% of"
                                + " the %s %s (loss %.4f): a gap of %.2f points.",
                100 * seen.train().accuracy(),
                seen.samplesName(),
                seen.train().loss(),
                100 * seen.heldOut().accuracy(),
                seen.heldOutName(),
                seen.samplesName(),
                seen.heldOut().loss(),
                100 * seen.gap());
    }

    private static String belowHeldOut(Observation seen, RunConfig config) {
        String noise = config.regularizers().isEmpty()
                ? "that figure is taken during the epoch, while the weights still improve."
                : "regularizers such as dropout disturb the network in training only, and the figure is taken while the"
                        + " weights still improve.";
        return text(
                        "The %.2f %% seen in training are below the %.2f %% on %s %s, which is no mystery: ",
                        100 * seen.seenAccuracy(),
                        100 * seen.heldOut().accuracy(),
                        seen.heldOutName(),
                        seen.samplesName())
                + noise;
    }

    private static String rise(Observation seen) {
        int best = seen.bestEpoch();
        return text(
                "The %s loss was lowest after epoch %d (%.4f) and is %.0f %% above that at the end: the later epochs taught"
                        + " the network its training %s by heart.",
                seen.heldOutName(),
                best,
                seen.heldOutLosses()[best - 1],
                100 * seen.riseSinceBest(),
                seen.samplesName());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
