package dev.lanewise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.bench.duel.Outcome;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuelReportTest {
    /** Flops of NN-1000x1000x1000 are 2 GFLOP. */
    private static Outcome product(String label, double gflops, double peak) {
        return outcome("gemm NN-1000x1000x1000", label, 2 / gflops, peak, 1, 0);
    }

    private static Outcome outcome(String job, String label, double seconds, double peak, double terms, int disturbed) {
        return new Outcome(
                job,
                1,
                label,
                1,
                Collections.nCopies(6, seconds),
                List.of(peak / 2, peak, peak / 3),
                0.5,
                terms,
                disturbed);
    }

    @Test
    void thePeakIsTheBestThatWasSeen() {
        assertThat(Roof.of(List.of(product("ours", 90, 100))).gflops(1)).isEqualTo(100);
    }

    @Test
    void aDenseProductIsNeverAboveThePeakAndTheReportSaysThatThePeakWasReadTooLow() throws IOException {
        List<Outcome> outcomes = List.of(product("ours", 160, 116), product("theirs", 150, 116));

        assertThat(Roof.of(outcomes).percent(outcomes.getFirst())).isEqualTo(100);
        assertThat(DuelReport.of(outcomes))
                .contains("FMA peak 160 GFLOP/s on 1 thread; on 1 it is what a row below computed")
                .contains("to reach 116 only");
    }

    @Test
    void aStepThatLeavesTermsOutMayPassTheDensePeakButItsWorkDoesNot() {
        Outcome step = outcome("train 1024x2/0.5/256", "ours", 0.006, 200, 0.25, 0);
        Roof roof = Roof.of(List.of(step));

        assertThat(roof.gflops(1)).isEqualTo(200);
        assertThat(roof.percent(step)).isBetween(100.0, 300.0);
        assertThat(roof.percent(step) * step.terms()).isLessThan(roof.percent(step));
    }

    @Test
    void rowsThatWereDisturbedAreMarkedAndTheConclusionSaysSo() throws IOException {
        String job = "train 256x2/0.5/256";
        String text =
                DuelReport.of(List.of(outcome(job, "ours", 0.1, 200, 1, 0), outcome(job, "theirs", 0.2, 200, 1, 2)));

        assertThat(text)
                .contains("Conclusion: ours is faster than theirs in 1 of 1 duels")
                .contains("47.00*")
                .contains("* 1 of 2 rows");
    }

    @Test
    void noLineHasMoreThan120Columns() throws IOException {
        String job = "train 1024x4/0.5,0.5,0.9,0.9/256";
        String text = DuelReport.of(List.of(
                product("MKL 2025.2, told it is Intel", 0.4, 444),
                outcome(job, "Lanewise", 0.123456, 444, 0.5, 1),
                new Outcome(
                        job,
                        2,
                        "libtorch 2.7.1 as shipped",
                        3,
                        List.of(10.0, 11.0, 12.0, 13.0, 14.0, 15.0),
                        List.of(444.4),
                        1.234,
                        1,
                        1)));

        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(text).doesNotContain("\n\n\n");
    }
}
