package dev.lanewise.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.DenseParameters;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.registry.RegularizerSpecs;
import dev.lanewise.registry.Regularizers;
import dev.lanewise.train.Trainer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

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

    private static Sequential train(Sequential net, String regularizers) {
        Trainer.sgd(0.1f)
                .batchSize(50)
                .epochs(4)
                .regularizers(
                        Regularizers.installed().create(RegularizerSpecs.parse(regularizers), net.hidden().length))
                .fit(net, IMAGES, null);
        return net;
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
    void severalAtOnceTrainTogether() {
        String all =
                "augment:1,0.5+cutout:2+mixup:0.2+input-dropout:0.1+gaussian-noise:0.1+dropout:0.2+gaussian-dropout:0.1+label-smoothing:0.1"
                        + "+elastic-net:1e-4,1e-4+weight-decay:1e-3+max-norm:2";
        assertThat(ModelFile.weightsSha256(train(all)))
                .isEqualTo(ModelFile.weightsSha256(train(all)))
                .isNotEqualTo(ModelFile.weightsSha256(train("none")));
    }
}
