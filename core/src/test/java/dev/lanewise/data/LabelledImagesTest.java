package dev.lanewise.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledImagesTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Image i has the two pixels i and i + 100; classes have 50, 30 and 20 images, mixed. */
    private static LabelledImages hundred() {
        byte[] pixels = new byte[200];
        byte[] labels = new byte[100];
        for (int i = 0; i < 100; i++) {
            pixels[2 * i] = (byte) i;
            pixels[2 * i + 1] = (byte) (i + 100);
            labels[i] = (byte) (i % 10 < 5 ? 0 : i % 10 < 8 ? 1 : 2);
        }
        return new LabelledImages(pixels, labels, 1, 2, NAMES);
    }

    private static int[] ids(LabelledImages data) {
        return IntStream.range(0, data.size()).map(i -> data.pixels()[2 * i]).toArray();
    }

    private static long count(LabelledImages data, int label) {
        return IntStream.range(0, data.size())
                .filter(i -> data.label(i) == label)
                .count();
    }

    @Test
    void refusesLabelsWithoutAClass() {
        assertThatThrownBy(() -> new LabelledImages(new byte[2], new byte[] {0, 3}, 1, 1, NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image 1 has label 3, but labels are 0 to 2");
    }

    @Test
    void refusesPixelsThatAreMissing() {
        assertThatThrownBy(() -> new LabelledImages(new byte[5], new byte[2], 1, 3, NAMES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 images of 1 x 3 pixels need 6 bytes, but there are 5");
    }

    @Test
    void refusesMoreClassesThanLabelsCanTellApart() {
        List<String> most = IntStream.range(0, 256).mapToObj(Integer::toString).toList();
        LabelledImages images = new LabelledImages(new byte[1], new byte[] {(byte) 255}, 1, 1, most);
        assertThat(images.classNames().get(images.label(0))).isEqualTo("255");

        List<String> more = Stream.concat(most.stream(), Stream.of("256")).toList();
        assertThatThrownBy(() -> new LabelledImages(new byte[1], new byte[1], 1, 1, more))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 256 classes, but not 257");
    }

    @Test
    void limitsToTheFirstImages() {
        LabelledImages seven = hundred().limit(7);

        assertThat(ids(seven)).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(seven.labels()).containsExactly(0, 0, 0, 0, 0, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 101, Integer.MAX_VALUE})
    void aLimitBeyondTheEndChangesNothing(int limit) {
        assertThat(hundred().limit(limit).size()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesALimitOfNoImages(int limit) {
        assertThatThrownBy(() -> hundred().limit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1, but is " + limit);
    }

    @Test
    void selectsImagesInTheOrderGiven() {
        LabelledImages some = hundred().select(99, 5, 5);

        assertThat(ids(some)).containsExactly(99, 5, 5);
        assertThat(some.pixels()).containsExactly(99, (byte) 199, 5, 105, 5, 105);
        assertThat(some.labels()).containsExactly(2, 1, 1);
    }

    @Test
    void refusesToSelectWhatIsNotThere() {
        assertThatThrownBy(() -> hundred().select(100)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void holdsOutTheSameShareOfEachClass() {
        TrainTest<LabelledImages> parts = hundred().holdOut(0.2, 42);

        assertThat(IntStream.range(0, 3).mapToLong(c -> count(parts.test(), c))).containsExactly(10L, 6L, 4L);
        assertThat(IntStream.range(0, 3).mapToLong(c -> count(parts.train(), c)))
                .containsExactly(40L, 24L, 16L);
    }

    @Test
    void holdsOutEachImageExactlyOnceAndKeepsTheOrder() {
        TrainTest<LabelledImages> parts = hundred().holdOut(0.37, 1);

        assertThat(ids(parts.train())).isSorted();
        assertThat(ids(parts.test())).isSorted();
        assertThat(IntStream.concat(Arrays.stream(ids(parts.train())), Arrays.stream(ids(parts.test())))
                        .sorted())
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void choosesByTheSeedAlone() {
        assertThat(ids(hundred().holdOut(0.1, 7).test()))
                .isEqualTo(ids(hundred().holdOut(0.1, 7).test()))
                .isNotEqualTo(ids(hundred().holdOut(0.1, 8).test()));
    }

    /** The choice is part of the same-bits promise, so it is written down as what it is. */
    @Test
    void choosesByFisherYatesInAStreamOfItsOwn() {
        int[] members = IntStream.range(0, 100).filter(i -> i % 10 >= 8).toArray();
        SplittableRandom random = new SplittableRandom(hash(hash(hash(42) - 4) + 2));
        int[] expected = new int[4];
        for (int i = 0; i < 4; i++) {
            int j = random.nextInt(i, 20);
            expected[i] = members[j];
            members[j] = members[i];
        }

        assertThat(Arrays.stream(ids(hundred().holdOut(0.2, 42).test())).filter(i -> i % 10 >= 8))
                .containsExactlyInAnyOrder(Arrays.stream(expected).boxed().toArray(Integer[]::new));
    }

    private static long hash(long x) {
        return new SplittableRandom(x).nextLong();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void refusesAFractionThatIsNone(double fraction) {
        assertThatThrownBy(() -> hundred().holdOut(fraction, 42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("above 0 and below 1, but is " + fraction);
    }

    @Test
    void refusesAFractionThatLeavesAPartEmpty() {
        assertThatThrownBy(() -> hundred().holdOut(0.001, 42))
                .hasMessageContaining("holding out 0.001 of each class, rounded to whole images, takes none of 100;");
        assertThatThrownBy(() -> hundred().holdOut(0.999, 42)).hasMessageContaining("takes all of 100;");
    }

    @Test
    void randomLabelsChangeTheSameImagesWhateverTheFraction() {
        LabelledImages some = hundred().randomLabels(0.4, 7);
        LabelledImages all = hundred().randomLabels(1, 7);

        int random = 0;
        for (int i = 0; i < 100; i++) {
            boolean changed = some.label(i) != hundred().label(i);
            random += changed ? 1 : 0;
            assertThat(some.label(i)).isEqualTo((changed ? all : hundred()).label(i));
        }
        assertThat(random).isBetween(15, 40);
        assertThat(some.pixels()).isEqualTo(hundred().pixels());
        assertThat(hundred().randomLabels(0.4, 7).labels()).isEqualTo(some.labels());
        assertThat(hundred().randomLabels(0.4, 8).labels()).isNotEqualTo(some.labels());
        assertThat(hundred().randomLabels(0, 7).labels()).isEqualTo(hundred().labels());
        assertThat(count(all, 0)).isBetween(20L, 46L);
    }

    @Test
    void refusesAFractionOfRandomLabelsOutOfRange() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> hundred().randomLabels(wrong, 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the fraction of random labels must be 0 to 1, but is " + wrong);
        }
    }
}
