package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.History.Ending;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyStoppingTest {
    private static final LabelledImages TRAIN = TinyImages.images(60, 12, 3, 1);

    /** Other random images, on which the network soon does worse. */
    private static final LabelledImages VALIDATION = TinyImages.images(40, 12, 3, 2);

    private static final Trainer TRAINER =
            Trainer.adam(0.02f).batchSize(10).epochs(40).seed(5);

    @TempDir
    private Path directory;

    private static Sequential net() {
        return Sequential.mlp(new int[] {20}, 3);
    }

    private static String hash(Sequential net) {
        return ModelFile.weightsSha256(net);
    }

    /** The weights after each epoch. */
    private static List<String> epochs(Sequential net, List<Double> losses) {
        List<String> out = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                out.add(hash(net));
                losses.add(result.validationLoss());
            }
        };
        TRAINER.listener(listener).fit(net, TRAIN, VALIDATION, null);
        return out;
    }

    @Test
    void theNetworkIsThatOfItsBestEpoch() {
        List<Double> losses = new ArrayList<>();
        List<String> all = epochs(net(), losses);
        EarlyStopping stopping = new EarlyStopping(3, 0);
        int best = stopping.best(losses.subList(0, firstEnd(losses, 3)).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
        Sequential net = net();
        History history = TRAINER.earlyStopping(stopping).fit(net, TRAIN, VALIDATION, null);
        assertThat(history.ending()).isEqualTo(Ending.EARLY);
        assertThat(history.keptEpoch()).isEqualTo(best + 1);
        assertThat(history.epochs()).hasSize(best + 1 + 3).hasSizeLessThan(40);
        assertThat(hash(net)).isEqualTo(all.get(best));
    }

    private static int firstEnd(List<Double> losses, int patience) {
        int best = 0;
        int i = 1;
        for (; i - best <= patience; i++) {
            best = losses.get(i) < losses.get(best) ? i : best;
        }
        return i;
    }

    @Test
    void alsoWhenAllEpochsAreDone() {
        Sequential net = net();
        History history = TRAINER.earlyStopping(39).fit(net, TRAIN, VALIDATION, null);
        assertThat(history.ending()).isIn(Ending.DONE, Ending.EARLY);
        assertThat(history.keptEpoch()).isLessThan(40);
        Sequential again = net();
        TRAINER.epochs(history.keptEpoch()).fit(again, TRAIN, null);
        assertThat(hash(net)).isEqualTo(hash(again));
    }

    @Test
    void aSmallGainCountsForNothing() {
        Sequential net = net();
        History history = TRAINER.earlyStopping(new EarlyStopping(2, 1000)).fit(net, TRAIN, VALIDATION, null);
        assertThat(history.epochs()).hasSize(3);
        assertThat(history.keptEpoch()).isEqualTo(1);
    }

    @Test
    void withoutAValidationSetTheTestSetIsLookedAt() {
        History history = TRAINER.earlyStopping(3).fit(net(), TRAIN, VALIDATION);
        assertThat(history.epochs()).hasSize(history.keptEpoch() + 3);
        assertThat(history.last().validationLoss()).isNaN();
        assertThatThrownBy(() -> TRAINER.earlyStopping(3).fit(net(), TRAIN, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("early stopping needs data to look at");
    }

    /** Interrupted after every epoch there is, and gone on with. */
    @Test
    void interruptionDoesNotShow() {
        Sequential whole = net();
        History history = TRAINER.earlyStopping(3).fit(whole, TRAIN, VALIDATION, null);
        for (int stop = 1; stop < history.epochs().size(); stop++) {
            Path file = directory.resolve("checkpoint" + stop + ".safetensors");
            Trainer stopping = TRAINER.earlyStopping(3);
            stopping.epochs(stop).checkpoint(file).fit(net(), TRAIN, VALIDATION, null);
            Sequential resumed = net();
            History rest = stopping.resume(file).fit(resumed, TRAIN, VALIDATION, null);
            assertThat(rest.keptEpoch()).isEqualTo(history.keptEpoch());
            assertThat(rest.epochs()).hasSize(history.epochs().size() - stop);
            assertThat(hash(resumed)).as("stopped after epoch %d", stop).isEqualTo(hash(whole));
        }
    }

    @Test
    void whatHasEndedEarlyComesToWhatItEndedWith() {
        Path file = directory.resolve("checkpoint.safetensors");
        Sequential ended = net();
        History history = TRAINER.earlyStopping(3).checkpoint(file).fit(ended, TRAIN, VALIDATION, null);
        Sequential resumed = net();
        History again = TRAINER.earlyStopping(3).resume(file).fit(resumed, TRAIN, VALIDATION, null);
        assertThat(again.epochs()).isEmpty();
        assertThat(again.ending()).isEqualTo(History.Ending.EARLY);
        assertThat(again.keptEpoch()).isEqualTo(history.keptEpoch());
        assertThat(hash(resumed)).isEqualTo(hash(ended));
    }

    @Test
    void withOtherPatienceOrDataItDoesNotGoOn() {
        Path file = directory.resolve("checkpoint.safetensors");
        TRAINER.earlyStopping(3).checkpoint(file).fit(net(), TRAIN, VALIDATION, null);
        refused(TRAINER.earlyStopping(4).resume(file), VALIDATION, "early stopping patience 3, least gain 0.0, on 40");
        refused(TRAINER.resume(file), VALIDATION, "early stopping patience 3");
        refused(TRAINER.earlyStopping(3).resume(file), TRAIN, "on 60 images with checksum");
        assertThat(ModelFile.load(file).net().classes()).isEqualTo(3);
    }

    private static void refused(Trainer trainer, LabelledImages validation, String reason) {
        assertThatThrownBy(() -> trainer.fit(net(), TRAIN, validation, null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> TRAINER.earlyStopping(0)).hasMessageContaining("patience of at least 1 epoch");
        assertThatThrownBy(() -> new EarlyStopping(1, Double.NaN)).hasMessageContaining("must be 0 or more");
        assertThatThrownBy(() -> new EarlyStopping(1, -1)).hasMessageContaining("must be 0 or more");
    }
}
