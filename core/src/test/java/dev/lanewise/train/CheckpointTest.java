package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.model.Safetensors;
import dev.lanewise.model.Safetensors.Contents;
import dev.lanewise.model.Safetensors.Tensor;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.WeightDecay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What resuming refuses; that it goes on with the same bits is in {@link DeterminismTest}. */
class CheckpointTest {
    private static final LabelledImages IMAGES = TinyImages.images(30, 12, 3, 1);
    private static final Trainer TRAINER =
            Trainer.adam(0.01f).batchSize(10).epochs(2).seed(5);

    @TempDir
    private Path directory;

    private Path file;

    private static Sequential net() {
        return Sequential.mlp(new int[] {6}, 3);
    }

    @BeforeEach
    void writeCheckpoint() {
        file = directory.resolve("checkpoint.safetensors");
        TRAINER.checkpoint(file, () -> Map.of("note", "kept")).fit(net(), IMAGES, null);
    }

    private void refused(Trainer trainer, Sequential net, LabelledImages images, String reason) {
        assertThatThrownBy(() -> trainer.resume(file).fit(net, images, null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("model file " + file + " ")
                .hasMessageContaining(reason);
    }

    private void refused(String reason) {
        refused(TRAINER.epochs(3), net(), IMAGES, reason);
    }

    @Test
    void moreEpochsGoOn() {
        History history = TRAINER.epochs(4).resume(file).fit(net(), IMAGES, null);
        assertThat(history.epochs()).extracting(EpochResult::epoch).containsExactly(3, 4);
    }

    @Test
    void notesAreWrittenBesideIt() {
        assertThat(ModelFile.load(file).metadata()).containsEntry("note", "kept");
    }

    @Test
    void whatIsDoneComesToWhatItEndedWith() {
        Sequential net = net();
        History history = TRAINER.resume(file).fit(net, IMAGES, null);
        assertThat(history.epochs()).isEmpty();
        assertThat(history.ending()).isEqualTo(History.Ending.DONE);
        assertThat(history.keptEpoch()).isEqualTo(2);
        assertThat(ModelFile.weightsSha256(net))
                .isEqualTo(ModelFile.weightsSha256(ModelFile.load(file).net()));
    }

    @Test
    void fewerEpochsThanAreDoneAreRefusedAndChangeNoParameter() {
        Sequential net = TinyImages.initialised(net(), 12, 1);
        String before = ModelFile.weightsSha256(net);
        refused(TRAINER.epochs(1), net, IMAGES, "has 2 epochs done; ask for no fewer, in place of 1");
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(before);
    }

    @Test
    void otherSettingsAreRefused() {
        String reason = "was made with other settings";
        Trainer longer = TRAINER.epochs(3);
        refused(longer.seed(6), net(), IMAGES, reason);
        refused(longer.batchSize(9), net(), IMAGES, reason);
        refused(longer.shuffle(false), net(), IMAGES, reason);
        refused(longer.schedule(Schedule.step(1, 0.5)), net(), IMAGES, reason);
        refused(longer.schedule(Schedule.cosine(0)), net(), IMAGES, reason);
        refused(longer.regularizer(Dropout.of(0.5)), net(), IMAGES, reason);
        refused(longer, Sequential.mlp(new int[] {7}, 3), IMAGES, reason);
        refused(longer, net(), TinyImages.images(31, 12, 3, 1), reason);
        refused(longer, net(), TinyImages.images(30, 13, 3, 1), reason);
        refused(longer, net(), TinyImages.images(30, 12, 3, 2), reason);
        refused(Trainer.adam(0.02f).batchSize(10).epochs(3).seed(5), net(), IMAGES, reason);
        refused(Trainer.adamW(0.01f).batchSize(10).epochs(3).seed(5), net(), IMAGES, reason);
    }

    @Test
    void onlyWhatDiffersIsTold() {
        assertThatThrownBy(() ->
                        TRAINER.epochs(3).seed(6).batchSize(9).resume(file).fit(net(), IMAGES, null))
                .hasMessage("model file " + file + " was made with other settings: batch size 10, not 9; seed 5, not 6;"
                        + " resume with the same options");
    }

    /** Spelt out, so that a class, or a component of a record, can get another name and old checkpoints are still taken. */
    @Test
    void settingsAreKeptUnderNamesOfTheirOwn() {
        Map<String, String> kept = new HashMap<>(Safetensors.read(file).metadata());
        kept.remove("note");
        assertThat(kept.remove("lanewise.history")).matches("0x[^;]+;0x[^;]+");
        assertThat(kept)
                .isEqualTo(Map.ofEntries(
                        Map.entry("lanewise.epoch", "2"),
                        Map.entry("lanewise.regularizers", ""),
                        Map.entry("lanewise.setting.inputs", "12"),
                        Map.entry("lanewise.setting.layers", "dense 6 relu, dense 3 identity"),
                        Map.entry("lanewise.setting.loss", "softmax-cross-entropy"),
                        Map.entry("lanewise.setting.standardization", "none"),
                        Map.entry("lanewise.setting.early stopping", "none"),
                        Map.entry("lanewise.setting.optimizer", "adam:0.9,0.999,1.0E-8"),
                        Map.entry("lanewise.setting.learning rate", "0.01"),
                        Map.entry("lanewise.setting.schedule", "constant"),
                        Map.entry("lanewise.setting.batch size", "10"),
                        Map.entry("lanewise.setting.seed", "5"),
                        Map.entry("lanewise.setting.shuffling", "each epoch"),
                        Map.entry("lanewise.setting.regularizers", "none"),
                        Map.entry("lanewise.setting.training images", "30"),
                        Map.entry("lanewise.setting.checksum of the training images", "6f349f31")));
    }

    @Test
    void regularizersOfAProgramAreKeptByTheirOwnText() {
        TRAINER.regularizer(Dropout.of(0.5)).checkpoint(file, Map::of).fit(net(), IMAGES, null);
        assertThat(Safetensors.read(file).metadata()).containsEntry("lanewise.setting.regularizers", "Dropout[p=0.5]");
    }

    @Test
    void regularizersOfOneKindWithOtherArgumentsAreOtherSettings() {
        TRAINER.regularizer(Dropout.of(0.5)).checkpoint(file, Map::of).fit(net(), IMAGES, null);
        refused(TRAINER.epochs(3).regularizer(Dropout.of(0.4)), net(), IMAGES, "was made with other settings");
    }

    @Test
    void theNumberOfEpochsIsASettingIfTheScheduleLooksAtIt() {
        Trainer cosine = TRAINER.schedule(Schedule.cosine(0));
        cosine.checkpoint(file, Map::of).fit(net(), IMAGES, null);
        refused(
                cosine.epochs(3),
                net(),
                IMAGES,
                "is of a run of 2 epochs whose schedule or regularizers depend on that number, not of 3; they are done, so"
                        + " start a new run");
    }

    /** Decay that grows to its full strength in the last epoch. */
    private static final WeightDecay SCHEDULED = (layer, step) -> 1 - 0.1f * (step.epoch() + 1) / step.epochs();

    @Test
    void theNumberOfEpochsIsASettingIfARegularizerLooksAtIt() {
        Trainer four = TRAINER.epochs(4).regularizers(List.of(foreign("a.jar", "1234", SCHEDULED)));
        Sequential whole = net();
        four.fit(whole, IMAGES, null);
        TrainingListener stopsAfterTwo = new TrainingListener() {
            @Override
            public void epochStarted(int epoch) {
                if (epoch == 2) {
                    throw new CancellationException();
                }
            }
        };
        Trainer interrupted = four.checkpoint(file).listener(stopsAfterTwo);
        assertThatThrownBy(() -> interrupted.fit(net(), IMAGES, null)).isInstanceOf(CancellationException.class);
        refused(four.epochs(5), net(), IMAGES, "depend on that number, not of 5; resume with 4 epochs");
        Sequential resumed = net();
        four.resume(file).fit(resumed, IMAGES, null);
        assertThat(ModelFile.weightsSha256(resumed)).isEqualTo(ModelFile.weightsSha256(whole));
    }

    private static NamedRegularizer foreign(String jar, String sha256, Regularizer hooks) {
        return new NamedRegularizer("theirs:1", "theirs", "1", new Origin(jar, sha256), hooks);
    }

    @Test
    void anotherJarIsRefusedAndTheSameElsewhereIsNot() {
        WeightDecay decay = (layer, step) -> 0.9f;
        Trainer longer = TRAINER.epochs(3);
        TRAINER.regularizers(List.of(foreign("a.jar", "1234", decay)))
                .checkpoint(file)
                .fit(net(), IMAGES, null);
        refused(
                longer.regularizers(List.of(foreign("b.jar", "5678", decay))),
                net(),
                IMAGES,
                "was made with regularizer 'theirs' of a.jar (SHA-256 1234), not of b.jar (SHA-256 5678); resume with the jar"
                        + " it was made with, or start a new run");
        refused(longer.regularizers(List.of(foreign("built-in", "", decay))), net(), IMAGES, "not of built-in;");
        Trainer moved = longer.regularizers(List.of(foreign("c/a.jar", "1234", decay)));
        assertThat(moved.resume(file).fit(net(), IMAGES, null).epochs()).hasSize(1);
    }

    @Test
    void aModelIsNotACheckpoint() throws IOException {
        ModelFile.save(file, TinyImages.initialised(net(), 12, 1), Map.of());
        refused("is not a checkpoint; give a checkpoint.safetensors");
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        Files.delete(file);
        refused("does not exist; check the path");
    }

    @Test
    void aMissingOrMisshapenTensorIsRefused() throws IOException {
        for (String name : Safetensors.read(file).tensors().keySet()) {
            Contents whole = Safetensors.read(file);
            Map<String, Tensor> tensors = new HashMap<>(whole.tensors());
            tensors.remove(name);
            Safetensors.write(file, new Contents(tensors, whole.metadata()));
            refused("lacks tensors of this network");
            tensors.put(name, new Tensor(new long[] {1}, new float[1]));
            Safetensors.write(file, new Contents(tensors, whole.metadata()));
            refused("lacks tensors of this network");
            Safetensors.write(file, whole);
        }
    }

    @Test
    void anEpochThatIsNotANumberIsRefused() throws IOException {
        Contents whole = Safetensors.read(file);
        for (String epoch : new String[] {"", "x", "-1", "1.5", "99999999999"}) {
            Map<String, String> metadata = new HashMap<>(whole.metadata());
            metadata.put("lanewise.epoch", epoch);
            Safetensors.write(file, new Contents(whole.tensors(), metadata));
            refused("has '" + epoch + "' for the number of epochs");
        }
    }

    @Test
    void aCheckpointWithoutAPlaceIsRefusedBeforeTraining() {
        Path nowhere = directory.resolve("missing").resolve("checkpoint.safetensors");
        withoutAPlace(nowhere, "its folder does not exist; create it");
        withoutAPlace(directory, "it is a folder; name a file");
    }

    private static void withoutAPlace(Path file, String why) {
        Sequential net = net();
        assertThatThrownBy(() -> TRAINER.checkpoint(file).fit(net, IMAGES, null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot write the checkpoint " + file + ": " + why);
        assertThat(net.initialised()).isFalse();
    }

    @Test
    void aCheckpointThatCannotBeWrittenIsAnErrorThatSaysWhy() throws IOException {
        Path gone = Files.createDirectory(directory.resolve("gone"));
        Path lost = gone.resolve("checkpoint.safetensors");
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                try {
                    Files.delete(gone);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
        assertThatThrownBy(() -> TRAINER.checkpoint(lost).listener(listener).fit(net(), IMAGES, null))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot write the checkpoint " + lost + ": ")
                .hasMessageContaining(gone.toString());
    }
}
