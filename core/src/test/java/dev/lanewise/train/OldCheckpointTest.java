package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.registry.NamedRegularizer;
import dev.lanewise.registry.Origin;
import dev.lanewise.spi.WeightDecay;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checkpoints of an earlier version, of which {@code checkpoints/README.md} says how they were made. */
class OldCheckpointTest {
    private static final LabelledImages IMAGES = TinyImages.images(30, 12, 3, 1);

    @Test
    void sgdGoesOnToTheSameBits() {
        goesOn(
                "sgd",
                Trainer.sgd(0.1f).schedule(Schedule.step(1, 0.5)),
                "3cfa67c62bb1aa0164bff8c3602783f73246b7abd5e5ba9dd4008d59b4a1b7e2");
    }

    @Test
    void nesterovGoesOnToTheSameBits() {
        goesOn(
                "nesterov",
                Trainer.nesterov(0.05f, 0.8f).shuffle(false).regularizer(Dropout.of(0.4)),
                "6bb63d407eae6e2b08ed94899a9f69d4510130ab2c8fa4609d319418afa79ce0");
    }

    @Test
    void adamWWithoutOtherDecayGoesOnToTheSameBits() {
        goesOn(
                "adamw",
                Trainer.adamW(0.01f).schedule(Schedule.cosine(1)),
                "9bcd6e5b20f4ed6e7b7082c8501302880ef0f02f2f62dcbb45085fc884a4b9a1");
    }

    @Test
    void adamWThatDecayedTwiceIsRefusedInWords() {
        WeightDecay decay = (layer, step) -> 0.99f;
        NamedRegularizer named = new NamedRegularizer("mine:0.01", "mine", "1", Origin.PROGRAM, decay);
        refused(
                "adamw-decayed-twice",
                Trainer.adamW(0.01f).regularizers(List.of(named)),
                "was made when adamw added its own decay to that of a regularizer, which it does no more; start a new run");
    }

    @Test
    void otherSettingsAreRefusedByThoseThatDiffer() {
        refused(
                "sgd",
                Trainer.sgd(0.2f).schedule(Schedule.step(2, 0.5)).shuffle(false),
                ".safetensors was made with other settings: rate 0.1, not rate 0.2; schedule step:1,0.5, not schedule"
                        + " step:2,0.5; shuffle true, not shuffle false; resume with the same options");
    }

    private static void goesOn(String name, Trainer trainer, String hash) {
        Sequential net = net();
        History history = resumed(name, trainer).fit(net, IMAGES, null);
        assertThat(history.epochs()).extracting(EpochResult::epoch).containsExactly(3, 4);
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(hash);
    }

    private static void refused(String name, Trainer trainer, String reason) {
        assertThatThrownBy(() -> resumed(name, trainer).fit(net(), IMAGES, null))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining(reason);
    }

    private static Trainer resumed(String name, Trainer trainer) {
        return trainer.batchSize(10).epochs(4).seed(5).resume(file(name));
    }

    private static Path file(String name) {
        try {
            return Path.of(OldCheckpointTest.class
                    .getResource("/checkpoints/" + name + ".safetensors")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static Sequential net() {
        return Sequential.of(Dropout.of(0.1), Dense.relu(6), Dropout.of(0.3), Dense.linear(3));
    }
}
