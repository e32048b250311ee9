package dev.lanewise.cli.report;

import dev.lanewise.cli.result.ArmPair;
import dev.lanewise.cli.result.ArmResult;
import dev.lanewise.cli.result.Measure;
import dev.lanewise.cli.result.PairedTest;
import java.util.ArrayList;
import java.util.List;

/** Every pair of arms, one row each: by how much they differ, and whether that may be chance. */
final class PairTable {
    /** What the table is, above it. */
    static String caption(List<ArmResult> arms) {
        return "Every pair of arms: the first less the second"
                + (Measure.of(arms) == Measure.LOSS ? "" : ", in points");
    }

    /** How it was tested. */
    static final String NOTE =
            "p is that of a " + PairedTest.NAME + "; corrected, by Holm's method, for how many pairs there are. A"
                    + " corrected p below 0.05 is called more than chance.";

    private PairTable() {}

    /**
     * A pair of arms by their indices, and the cells after their labels.
     *
     * @param arm the later of the two
     * @param against the earlier
     */
    record Row(int arm, int against, List<String> cells) {}

    /** The headings of the cells. */
    static List<String> columns(List<ArmResult> arms) {
        return List.of("test " + Measure.of(arms).title(), "p", "corrected p", "gap", "p", "corrected p");
    }

    static List<Row> rows(List<ArmResult> arms) {
        Measure measure = Measure.of(arms);
        List<ArmPair> tests = ArmPair.all(arms, measure::test);
        List<ArmPair> gaps = ArmPair.all(arms, measure::gap);
        List<Row> out = new ArrayList<>();
        for (int i = 0; i < tests.size(); i++) {
            ArmPair test = tests.get(i);
            ArmPair gap = gaps.get(i);
            out.add(new Row(
                    test.second(),
                    test.first(),
                    List.of(
                            measure.difference(test.test().difference()),
                            p(test.test()),
                            p(test.corrected()),
                            measure.difference(gap.test().difference()),
                            p(gap.test()),
                            p(gap.corrected()))));
        }
        return out;
    }

    private static String p(PairedTest test) {
        return Double.isNaN(test.p()) ? "–" : test.pText().replace("p = ", "").replace("p ", "");
    }
}
