package dev.lanewise.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The real data, from wherever the loader gets it. */
class FashionMnistTest {
    @Test
    void hasTheImagesThatItsAuthorsPublished() {
        TrainTest<LabelledImages> data = FashionMnist.load();

        assertThat(data.train().size()).isEqualTo(60_000);
        assertThat(data.test().size()).isEqualTo(10_000);
        assertThat(data.train().rows()).isEqualTo(28);
        assertThat(data.train().columns()).isEqualTo(28);
        assertThat(data.train().classNames()).isEqualTo(FashionMnist.CLASS_NAMES);
        assertThat(IntStream.range(0, 10).map(data.train()::label)).containsExactly(9, 0, 0, 3, 0, 2, 7, 2, 5, 5);
        for (int c = 0; c < 10; c++) {
            assertThat(count(data.train(), c)).isEqualTo(6_000);
            assertThat(count(data.test(), c)).isEqualTo(1_000);
        }
    }

    private static long count(LabelledImages data, int label) {
        return IntStream.range(0, data.size())
                .filter(i -> data.label(i) == label)
                .count();
    }
}
