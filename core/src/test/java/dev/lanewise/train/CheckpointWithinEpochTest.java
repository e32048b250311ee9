package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.train.History.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that ends after any step goes on from there, to the same bits and the same figures. */
class CheckpointWithinEpochTest {
    private static final LabelledImages TRAIN = TinyImages.images(53, 20, 5, 1);
    private static final LabelledImages TEST = TinyImages.images(31, 20, 5, 2);
    private static final int PER_EPOCH = 6;

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("checkpoint.safetensors");
    }

    private static Sequential net() {
        return Sequential.of(Dropout.of(0.1), Dense.relu(9), Dropout.of(0.4), Dense.linear(5));
    }

    private static Trainer of(Trainer trainer) {
        return trainer.batchSize(10).epochs(3).seed(11);
    }

    private record Outcome(String weights, double trainLoss, double trainAccuracy, double testLoss) {
        static Outcome of(Sequential net, History history) {
            EpochResult last = history.last();
            return new Outcome(ModelFile.weightsSha256(net), last.trainLoss(), last.trainAccuracy(), last.testLoss());
        }
    }

    private static Outcome straight(Trainer trainer) {
        Sequential net = net();
        return Outcome.of(net, trainer.fit(net, TRAIN, TEST));
    }

    private static TrainingListener endAfter(int steps) {
        return new TrainingListener() {
            private int done;

            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                done++;
            }

            @Override
            public boolean wantsToEnd() {
                return done == steps;
            }
        };
    }

    @Test
    void aRunThatEndsAfterAnyStepGoesOnToTheSameEnd() {
        for (Trainer each : List.of(
                of(Trainer.sgd(0.2f)),
                of(Trainer.nesterov(0.05f, 0.9f)),
                of(Trainer.adam(0.01f)).earlyStopping(9),
                of(Trainer.adamW(0.01f).schedule(Schedule.cosine(1))))) {
            Outcome straight = straight(each);
            for (int steps = 1; steps < 3 * PER_EPOCH; steps++) {
                History first = each.checkpoint(file).listener(endAfter(steps)).fit(net(), TRAIN, TEST);
                assertThat(first.ending()).isEqualTo(Ending.ON_REQUEST);
                Sequential resumed = net();
                Outcome outcome = Outcome.of(resumed, each.resume(file).fit(resumed, TRAIN, TEST));
                assertThat(outcome).as("after %d steps", steps).isEqualTo(straight);
            }
        }
    }

    @Test
    void aRunThatEndsAfterEachStepGetsThereToo() {
        Trainer trainer = of(Trainer.momentum(0.05f, 0.9f));
        trainer.checkpoint(file).listener(endAfter(1)).fit(net(), TRAIN, TEST);
        Sequential net = net();
        History history;
        int parts = 1;
        do {
            net = net();
            history =
                    trainer.resume(file).checkpoint(file).listener(endAfter(1)).fit(net, TRAIN, TEST);
            parts++;
        } while (history.ending() != Ending.DONE && parts < 100);
        assertThat(parts).isEqualTo(3 * PER_EPOCH + 1); // after the last step it ends once more, before the evaluation
        assertThat(Outcome.of(net, history)).isEqualTo(straight(trainer));
    }

    /** After which steps of the run a checkpoint is written. */
    private List<Integer> written(String every) {
        List<Integer> out = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            private int steps;

            @Override
            public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                steps++;
            }

            @Override
            public void checkpointWritten(Path written) {
                assertThat(written).isEqualTo(file).exists();
                out.add(steps);
            }
        };
        of(Trainer.sgd(0.1f))
                .checkpoint(file, CheckpointInterval.parse(every), Map::of)
                .listener(listener)
                .fit(net(), TRAIN, TEST);
        return out;
    }

    @Test
    void itIsWrittenAsOftenAsAskedForAndAtTheEnd() {
        assertThat(written("1epoch")).containsExactly(6, 12, 18);
        assertThat(written("2epochs")).containsExactly(12, 18);
        assertThat(written("4steps")).containsExactly(4, 8, 12, 16, 18);
        assertThat(written("1h")).containsExactly(18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "-1epoch", "1.5s", "s", "3", "9999999999s", "2 weeks", "2epoch s"})
    void anIntervalThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> CheckpointInterval.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "must be a number of epochs or steps, or a time, as in 2epochs, 500steps, 30s or 10m");
    }

    @Test
    void anIntervalIsReadAsItIsWritten() {
        for (String each : List.of("1epochs", "500steps", "30s")) {
            assertThat(CheckpointInterval.parse(each)).hasToString(each);
        }
        assertThat(CheckpointInterval.parse("2 m")).hasToString("120s");
        assertThatThrownBy(() -> new CheckpointInterval(0, CheckpointInterval.Unit.STEPS))
                .hasMessageContaining("not every 0");
    }

    @Test
    void progressThatMakesNoSenseIsRefused() throws IOException {
        Trainer trainer = of(Trainer.sgd(0.1f));
        trainer.checkpoint(file).listener(endAfter(8)).fit(net(), TRAIN, TEST);
        Contents whole = Safetensors.read(file);
        assertThat(whole.metadata()).containsEntry("lanewise.epoch", "1+2");
        for (String bad : List.of("1+0", "1+7", "1+", "+1", "1+2+3", "-1+2", "1+-2")) {
            refused(trainer, whole, "lanewise.epoch", bad);
        }
        for (String bad : List.of("NaN", "Infinity", "x")) {
            refused(trainer, whole, "lanewise.epoch.loss", bad);
        }
        refused(trainer, whole, "lanewise.epoch.hits", "-1");
        refused(trainer, whole, "lanewise.epoch.hits", null);
        refused(trainer, whole, "lanewise.epoch.seconds", "-0.5");
    }

    private void refused(Trainer trainer, Contents whole, String key, String value) throws IOException {
        Map<String, String> metadata = new HashMap<>(whole.metadata());
        metadata.put(key, value);
        metadata.values().removeIf(each -> each == null);
        Path broken = Files.createTempFile(directory, "broken", ".safetensors");
        Safetensors.write(broken, new Contents(whole.tensors(), metadata));
        assertThatThrownBy(() -> trainer.resume(broken).fit(net(), TRAIN, TEST))
                .as(key + " " + value)
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("for the number of epochs; resume from another checkpoint");
    }

    @Test
    void noEpochIsTakenForTheLastThatHasBegun() {
        Trainer trainer = of(Trainer.sgd(0.2f));
        trainer.checkpoint(file).listener(endAfter(2 * PER_EPOCH + 1)).fit(net(), TRAIN, TEST);
        assertThatThrownBy(() -> trainer.resume(file).epochs(2).fit(net(), TRAIN, TEST))
                .isInstanceOf(ModelFileException.class)
                .hasMessageEndingWith("has 2 epochs and 1 steps of the next done; ask for no fewer, in place of 2");
    }
}
