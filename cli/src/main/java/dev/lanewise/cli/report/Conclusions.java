package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.PairedTest;
import dev.lanewise.cli.result.Spread;
import dev.lanewise.cli.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results in a few sentences. */
public final class Conclusions {
    private Conclusions() {}

    /** A sentence for each arm, and for each but the first how it compares with the first. */
    public static List<String> sentences(List<ArmResult> arms) {
        List<String> out = new ArrayList<>();
        for (ArmResult arm : arms) {
            out.add(gap(arm));
        }
        for (ArmResult arm : arms.subList(1, arms.size())) {
            out.add(comparison(arms.getFirst(), arm));
        }
        return out;
    }

    private static String gap(ArmResult arm) {
        if (arm.predictsValues()) {
            return String.format(
                    Locale.ROOT,
                    "%s: loss %s on test rows, %s on the rows it was trained on; the gap is %s.",
                    arm.label(),
                    arm.spread(run -> run.test().loss()).plain(),
                    arm.spread(run -> run.train().loss()).plain(),
                    arm.spread(RunResult::lossGap).plain());
        }
        Spread gap = arm.spread(RunResult::accuracyGap);
        return String.format(
                Locale.ROOT,
                "%s: %s %% right on test %s, %s %% on the %s it was trained on; the gap is %s points.",
                arm.label(),
                arm.spread(run -> run.test().accuracy()).percent(),
                arm.samplesName(),
                arm.spread(run -> run.train().accuracy()).percent(),
                arm.samplesName(),
                gap.percent());
    }

    private static String comparison(ArmResult first, ArmResult arm) {
        if (arm.predictsValues()) {
            PairedTest loss = PairedTest.of(first, arm, run -> run.test().loss());
            return String.format(
                    Locale.ROOT,
                    "%s against %s: test loss %+.4f, %s.",
                    arm.label(),
                    first.label(),
                    loss.difference(),
                    words(loss));
        }
        PairedTest accuracy = PairedTest.of(first, arm, run -> run.test().accuracy());
        PairedTest gap = PairedTest.of(first, arm, RunResult::accuracyGap);
        return String.format(
                Locale.ROOT,
                "%s against %s: test accuracy %s points, %s; gap %s points, %s.",
                arm.label(),
                first.label(),
                points(accuracy),
                words(accuracy),
                points(gap),
                words(gap));
    }

    private static String points(PairedTest test) {
        String text = String.format(Locale.ROOT, "%+.2f", 100 * test.difference());
        return text.equals("-0.00") ? "+0.00" : text;
    }

    private static String words(PairedTest test) {
        if (Double.isNaN(test.p())) {
            return "which a single seed cannot tell from chance";
        }
        return (test.significant() ? "more than chance" : "which may be chance") + " (" + test.pText() + ")";
    }
}
