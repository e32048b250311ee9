package dev.lanewise.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.Table;
import dev.lanewise.kernel.choice.KernelChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDataTest {
    private static RunData data(int size) {
        Table table = Table.ofClasses(i -> new float[] {i, i % 7}, new int[size], 2);
        DataFacts facts = new DataFacts("a test", List.of(), List.of(), false, List.of());
        return new RunData(table, Optional.empty(), table.limit(10), facts, Optional.empty(), Optional.empty());
    }

    @Test
    void theSampleOfALargeTrainingSetIsSpreadEvenlyOverIt() {
        Table sample = (Table) data(25_000).trainSample();

        assertThat(sample.size()).isEqualTo(10_000);
        assertThat(List.of(0, 1, 2, 3, 9_999))
                .extracting(i -> sample.row(i)[0])
                .containsExactly(0f, 2f, 5f, 7f, 24_997f);
    }

    @Test
    void aSmallTrainingSetIsItsOwnSample() {
        RunData data = data(500);

        assertThat(data.trainSample()).isSameAs(data.train());
    }

    @Test
    void lookingAtTheSampleChangesNoBitOfTheNetwork() {
        RunConfig config = RunConfig.of(
                Map.of("hidden", "9", "epochs", "3", "batch-size", "16", "init", "he", "learning-rate", "0.001"));

        RunResult without = train(config, RunListener.SILENT);
        RunResult with = train(config, new RunListener() {
            @Override
            public boolean wantsTrainSample() {
                return true;
            }
        });

        assertThat(with.weightsSha256()).isEqualTo(without.weightsSha256());
        assertThat(without.epochs())
                .allSatisfy(each -> assertThat(each.trainSample()).isEmpty());
        assertThat(with.epochs().getLast().trainSample().orElseThrow().loss())
                .isEqualTo(with.train().loss());
    }

    private static RunResult train(RunConfig config, RunListener listener) {
        return new TrainingSession(config, data(500), KernelChoice.choose("auto"), List.of(), List.of()).run(listener);
    }
}
