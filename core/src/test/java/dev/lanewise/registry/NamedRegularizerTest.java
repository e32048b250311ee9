package dev.lanewise.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.GradientRegularizer;
import dev.lanewise.spi.WeightBlock;
import org.junit.jupiter.api.Test;

/** What regularizers are called that a program made; checkpoints hold it, so it must be the same in the next run. */
class NamedRegularizerTest {
    private static final class Plain implements GradientRegularizer {
        @Override
        public void change(WeightBlock block) {}
    }

    @Test
    void classesAreCalledByTheirNames() {
        assertThat(NamedRegularizer.of(new Plain()).name()).isEqualTo("Plain");
    }

    @Test
    void lambdasAreCalledByTheClassThatTheyAreIn() {
        GradientRegularizer lambda = block -> {};
        assertThat(NamedRegularizer.of(lambda).spec()).isEqualTo("NamedRegularizerTest$$Lambda");
    }

    @Test
    void anonymousClassesAreCalledByTheClassThatTheyAreInAndTheirNumber() {
        GradientRegularizer anonymous = new GradientRegularizer() {
            @Override
            public void change(WeightBlock block) {}
        };
        assertThat(NamedRegularizer.of(anonymous).spec()).isEqualTo("NamedRegularizerTest$1");
    }

    private record Listed(double[] p, String[][] words, int n) implements GradientRegularizer {
        @Override
        public void change(WeightBlock block) {}
    }

    @Test
    void recordsAreCalledByTheElementsOfTheirArrays() {
        Listed listed = new Listed(new double[] {0.5, 0.25}, new String[][] {{"a"}, {}}, 3);
        assertThat(NamedRegularizer.of(listed).spec()).isEqualTo("Listed[p=[0.5, 0.25], words=[[a], []], n=3]");
    }
}
