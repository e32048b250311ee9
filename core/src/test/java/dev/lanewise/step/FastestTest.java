package dev.lanewise.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FastestTest {
    private static int chosen(Fastest product) {
        product.choose();
        return product.chosen();
    }

    /** Tries the ways, each of which takes so many nanoseconds, and says which were tried. */
    private static List<Integer> tried(Fastest product, int trials, long... nanos) {
        List<Integer> out = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            product.chooseForTrial();
            out.add(product.chosen());
            product.add(nanos[product.chosen()]);
            product.endStep();
        }
        return out;
    }

    @Test
    void beforeAnyTrialTheGuessCounts() {
        Fastest product = new Fastest(1, 2);
        assertThat(chosen(product)).isZero();
        product.share(1, 0.6);
        assertThat(chosen(product)).isZero();
        product.share(1, 0.4);
        assertThat(chosen(product)).isEqualTo(1);
    }

    @Test
    void afterTrialsTheClockCounts() {
        Fastest slower = new Fastest(1, 2);
        slower.share(1, 0.4);
        tried(slower, 4, 1000, 1100);
        assertThat(chosen(slower)).isZero();
        Fastest faster = new Fastest(1, 2);
        faster.share(1, 0.6);
        tried(faster, 4, 1000, 900);
        assertThat(chosen(faster)).isEqualTo(1);
    }

    /** What a run reports is how it computes, not what it happened to try in its last step. */
    @Test
    void aTrialDoesNotChangeWhichIsTheFastest() {
        Fastest product = new Fastest(1, 2);
        assertThat(tried(product, 8, 1000, 5000)).contains(0, 1);
        product.chooseForTrial();
        product.chooseForTrial();
        assertThat(product.fastest()).isZero();
    }

    @Test
    void whatWaysTakeFollowsTheShareThatTheyCompute() {
        Fastest product = new Fastest(1, 2);
        product.share(1, 0.6);
        tried(product, 4, 1000, 1200);
        product.share(1, 0.4);
        assertThat(chosen(product)).isEqualTo(1);
        product.share(1, 0.55);
        assertThat(chosen(product)).isZero();
    }

    @Test
    void oneTrialThatWasDisturbedDoesNotCount() {
        Fastest product = new Fastest(1, 2);
        product.share(1, 0.3);
        tried(product, 4, 1000, 800);
        tried(product, 2, 1000, 90_000);
        assertThat(chosen(product)).isEqualTo(1);
        tried(product, 8, 1000, 1500);
        assertThat(chosen(product)).isZero();
    }

    @Test
    void hopelessWaysAreTriedOftenAtFirstAndSeldomLater() {
        Fastest product = new Fastest(1, 2);
        product.share(1, 0.1);
        assertThat(tried(product, 16, 3000, 1000)).containsOnly(0, 1);
        List<Integer> later = tried(product, 160, 3000, 1000);
        assertThat(later.stream().filter(way -> way == 0).count()).isBetween(5L, 15L);
    }

    @Test
    void whatCanBeDoneFromLaterOnIsTriedAsOftenAsOthersWereAtFirst() {
        Fastest product = new Fastest(1, 2, 2);
        product.share(1, 0.5);
        product.share(2, Double.POSITIVE_INFINITY);
        assertThat(tried(product, 30, 1000, 1100, 90_000)).containsOnly(0, 1);
        product.share(2, 0.5);
        List<Integer> late = tried(product, 24, 1000, 1100, 90_000); // as it takes while it is compiled
        assertThat(late.stream().filter(way -> way == 2).count()).isEqualTo(8);
    }

    @Test
    void closeOnesAreTriedInTurn() {
        Fastest product = new Fastest(1, 2, 2);
        product.share(1, 0.5);
        product.share(2, 0.5);
        tried(product, 30, 1000, 1100, 1200);
        assertThat(tried(product, 6, 1000, 1100, 1200)).containsExactly(0, 1, 2, 0, 1, 2);
    }

    @Test
    void whatIsNeverToBeDoneIsNotEvenTried() {
        Fastest product = new Fastest(1, Double.POSITIVE_INFINITY);
        product.share(1, 0);
        assertThat(tried(product, 100, 1000, 1)).containsOnly(0);
    }

    @Test
    void theFirstWayIsTakenWhateverItCosts() {
        Fastest product = new Fastest(1, 2);
        product.share(1, 0.1);
        product.chooseFirst();
        assertThat(product.chosen()).isZero();
        assertThat(product.terms()).isEqualTo(1);
    }
}
