package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmPair;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Interaction;
import dev.lanewise.cli.result.Measure;
import dev.lanewise.cli.result.PairedTest;
import dev.lanewise.cli.result.Spread;
import dev.lanewise.cli.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results in a few sentences. */
public final class Conclusions {
    private Conclusions() {}

    /**
     * A sentence for each arm, for each but the first how it compares with the first, and for each two-by-two whether effects
     * add up.
     */
    public static List<String> sentences(List<ArmResult> arms) {
        List<String> out = new ArrayList<>();
        for (ArmResult arm : arms) {
            out.add(gap(arm));
        }
        Measure measure = Measure.of(arms);
        List<ArmPair> tests = ArmPair.all(arms, measure::test);
        List<ArmPair> gaps = ArmPair.all(arms, measure::gap);
        for (int i = 0; i < arms.size() - 1; i++) { // those of the first come first
            out.add(comparison(arms, tests.get(i), gaps.get(i)));
        }
        Interaction.among(arms).forEach(each -> out.add(interaction(each, measure)));
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

    private static String comparison(List<ArmResult> arms, ArmPair test, ArmPair gap) {
        Measure measure = Measure.of(arms);
        return String.format(
                Locale.ROOT,
                "%s against %s: test %s %s, %s; gap %s, %s.",
                arms.get(test.second()).label(),
                arms.get(test.first()).label(),
                measure.title(),
                measure.differenceWithUnit(test.test().difference()),
                words(test.corrected()),
                measure.differenceWithUnit(gap.test().difference()),
                words(gap.corrected()));
    }

    private static String interaction(Interaction each, Measure measure) {
        return String.format(
                Locale.ROOT,
                "Do %s and %s add up? Over %s, they change test %s by %s and %s alone, by %s together: an"
                        + " interaction of %s, %s.",
                each.one(),
                each.other(),
                each.neither().label(),
                measure.title(),
                measure.difference(each.withOne()),
                measure.differenceWithUnit(each.withOther()),
                measure.difference(each.withBoth()),
                measure.differenceWithUnit(each.test().difference()),
                verdict(each, measure));
    }

    private static String verdict(Interaction each, Measure measure) {
        if (Double.isNaN(each.low())) {
            return "which a single seed cannot tell from none";
        }
        String interval = String.format(
                Locale.ROOT,
                "95 %% interval %s to %s (%s)",
                measure.difference(each.low()),
                measure.difference(each.high()),
                each.test().pText());
        return each.test().significant()
                ? interval + ": their effects do not add up"
                : interval + ", which may be none: as far as these seeds tell, they add up";
    }

    private static String words(PairedTest test) {
        if (Double.isNaN(test.p())) {
            return "which a single seed cannot tell from chance";
        }
        return (test.significant() ? "more than chance" : "which may be chance") + " (" + test.pText() + ")";
    }
}
