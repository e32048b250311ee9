package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.EpochResult;
import dev.lanewise.train.Trainer;
import dev.lanewise.train.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What shipped regularizers do to a whole training run. */
class TrainingTest {
    private static final LabelledImages IMAGES = images();

    private static LabelledImages images() {
        SplittableRandom random = new SplittableRandom(3);
        byte[] pixels = new byte[120 * 36];
        random.nextBytes(pixels);
        byte[] labels = new byte[120];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) random.nextInt(3);
        }
        return new LabelledImages(pixels, labels, 6, 6, List.of("a", "b", "c"));
    }

    private static Sequential train(Sequential net, String regularizers, int epochs) {
        Trainer.sgd(0.1f)
                .batchSize(50)
                .epochs(epochs)
                .shuffle(false)
                .regularizers(
                        Regularizers.installed().create(RegularizerSpecs.parse(regularizers), net.hidden().length))
                .fit(net, IMAGES, null);
        return net;
    }

    private static Sequential train(Sequential net, String regularizers) {
        return train(net, regularizers, 4);
    }

    private static Sequential train(String regularizers) {
        return train(Sequential.mlp(new int[] {40, 20}, 3), regularizers);
    }

    @Test
    void weightDecayIsL2ForPlainSgd() {
        Sequential decay = train("weight-decay:0.05,biases=true");
        Sequential l2 = train("l2:0.05,biases=true");
        for (int layer = 0; layer < 3; layer++) {
            DenseParameters a = decay.parameters().get(layer);
            DenseParameters b = l2.parameters().get(layer);
            assertThat(a.weights()).containsExactly(b.weights(), within(2e-6f));
            assertThat(a.bias()).containsExactly(b.bias(), within(2e-6f));
        }
    }

    @Test
    void byNameIsTheSameAsInTheNetwork() {
        Sequential layers = Sequential.of(
                dev.lanewise.nn.Dense.relu(40),
                Dropout.of(0.3),
                dev.lanewise.nn.Dense.relu(20),
                Dropout.of(0.6),
                dev.lanewise.nn.Dense.linear(3));
        assertThat(ModelFile.weightsSha256(train("dropout:0.3,0.6")))
                .isEqualTo(ModelFile.weightsSha256(train(layers, "none")));
    }

    @Test
    void strengthZeroChangesNoBit() {
        String plain = ModelFile.weightsSha256(train("none"));
        for (String zero : List.of(
                "dropout:0",
                "input-dropout:0",
                "gaussian-dropout:0",
                "gaussian-noise:0",
                "weight-decay:0",
                "max-norm:1e9",
                "label-smoothing:0",
                "mixup:0",
                "cutout:0",
                "augment:0")) {
            assertThat(ModelFile.weightsSha256(train(zero))).as(zero).isEqualTo(plain);
        }
    }

    @Test
    void numbersThatFloatsCannotBearAreToBlame() {
        for (String huge : List.of(
                "l1:1e300", "weight-decay:1e300", "gaussian-noise:1e300", "activity-l2:1e300", "orthogonality:1e300")) {
            assertThatThrownBy(() -> train(huge))
                    .as(huge)
                    .isInstanceOf(RegularizerException.class)
                    .hasMessageEndingWith("; give it milder numbers than those of '" + huge + "', or train without it");
        }
    }

    @Test
    void severalAtOnceTrainTogether() {
        String all =
                "augment:1,0.5+cutout:2+mixup:0.2+input-dropout:0.1+gaussian-noise:0.1+dropout:0.2+gaussian-dropout:0.1+label-smoothing:0.1"
                        + "+elastic-net:1e-4,1e-4+weight-decay:1e-3+max-norm:2";
        assertThat(ModelFile.weightsSha256(train(all)))
                .isEqualTo(ModelFile.weightsSha256(train(all)))
                .isNotEqualTo(ModelFile.weightsSha256(train("none")));
    }

    @Test
    void aRateThatChangesIsThatOfItsEpoch() {
        for (String[] each : new String[][] {
            {"l2:0.1to0.02", "l2:0.1", "l2:0.02"},
            {"weight-decay:0to0.2", "weight-decay:0", "weight-decay:0.2"},
            {"label-smoothing:0.2to0.1", "label-smoothing:0.2", "label-smoothing:0.1"},
            {"max-norm:1to0.7", "max-norm:1", "max-norm:0.7"}
        }) {
            Sequential oneAfterTheOther = Sequential.mlp(new int[] {40, 20}, 3);
            train(train(oneAfterTheOther, each[1], 1), each[2], 1);
            assertThat(ModelFile.weightsSha256(train(Sequential.mlp(new int[] {40, 20}, 3), each[0], 2)))
                    .as(each[0])
                    .isEqualTo(ModelFile.weightsSha256(oneAfterTheOther));
        }
    }

    @Test
    void aRateThatChangesBeginsWithItsFirstPoint() {
        for (String[] each : new String[][] {
            {"dropout:0.5to0,0to0.4", "dropout:0.5,0"},
            {"gaussian-dropout:0.4to0", "gaussian-dropout:0.4"},
            {"input-dropout:0to0.5", "none"},
            {"mixup:1to0+augment:2to0,0.5to0+cutout:3to0", "mixup:1+augment:2,0.5+cutout:3"}
        }) {
            assertThat(ModelFile.weightsSha256(train(Sequential.mlp(new int[] {40, 20}, 3), each[0], 1)))
                    .as(each[0])
                    .isEqualTo(ModelFile.weightsSha256(train(Sequential.mlp(new int[] {40, 20}, 3), each[1], 1)));
        }
    }

    @Test
    void aRateThatStaysInSoManyWordsChangesNoBit() {
        String all = "dropout:0.3to0.3,0.2+mixup:0.5to0.5to0.5+gaussian-noise:0.1to0.1+l1:1e-3to1e-3+max-norm:2to2";
        assertThat(ModelFile.weightsSha256(train(all)))
                .isEqualTo(ModelFile.weightsSha256(
                        train("dropout:0.3,0.2+mixup:0.5+gaussian-noise:0.1+l1:1e-3+max-norm:2")));
    }

    @Test
    void aRunWhoseRateChangesGoesOnToTheSameBitsButNotToAnotherNumberOfEpochs(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint.safetensors");
        Trainer trainer = Trainer.sgd(0.1f)
                .batchSize(50)
                .epochs(4)
                .regularizers(Regularizers.installed().create(RegularizerSpecs.parse("dropout:0.5to0"), 2));
        Sequential whole = Sequential.mlp(new int[] {40, 20}, 3);
        trainer.fit(whole, IMAGES, null);
        Sequential net = Sequential.mlp(new int[] {40, 20}, 3);
        Trainer ends = trainer.checkpoint(file).listener(new TrainingListener() {
            private int done;

            @Override
            public void epoch(EpochResult result) {
                done = result.epoch();
            }

            @Override
            public boolean wantsToEnd() {
                return done == 2;
            }
        });
        ends.fit(net, IMAGES, null);
        assertThatThrownBy(() -> trainer.epochs(6).resume(file).fit(net, IMAGES, null))
                .hasMessageContaining("is of a run of 4 epochs");
        trainer.resume(file).fit(net, IMAGES, null);
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(ModelFile.weightsSha256(whole));
    }
}
