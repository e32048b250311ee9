package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Dropout;
import dev.lanewise.nn.Sequential;
import dev.lanewise.optim.Schedule;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.TargetRegularizer;
import dev.lanewise.spi.WeightDecay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Same seed, same bits: whatever computes them. Run at every vector width, each of which must agree with the reference. */
@Tag("width")
class DeterminismTest {
    private static final LabelledImages TRAIN = TinyImages.images(230, 60, 10, 1);
    private static final LabelledImages TEST = TinyImages.images(301, 60, 10, 2);
    private static final WeightDecay DECAY = (layer, step) -> 1 - step.learningRate() * 1e-3f;

    private static Sequential net() {
        return Sequential.of(
                Dropout.of(0.1), Dense.relu(77), Dropout.of(0.3), Dense.relu(35), Dropout.of(0.6), Dense.linear(10));
    }

    private record Outcome(String weights, List<Double> numbers) {}

    private static Outcome outcome(Trainer trainer, UnaryOperator<Trainer> settings) {
        Sequential net = net();
        History history = settings.apply(
                        trainer.batchSize(50).epochs(3).seed(11).regularizer(DECAY))
                .fit(net, TRAIN, TEST);
        EpochResult last = history.last();
        return new Outcome(
                ModelFile.weightsSha256(net),
                List.of(last.trainLoss(), last.trainAccuracy(), last.testLoss(), last.testAccuracy()));
    }

    private static List<Trainer> trainers() {
        return List.of(
                Trainer.sgd(0.2f),
                Trainer.momentum(0.05f, 0.9f),
                Trainer.nesterov(0.05f, 0.9f),
                Trainer.adam(0.01f),
                Trainer.adamW(0.01f).schedule(Schedule.cosine(1)));
    }

    @Test
    void threadsDoNotShow() {
        for (Trainer each : trainers()) {
            Outcome one = outcome(each, trainer -> trainer.threads(1));
            for (int threads : new int[] {2, 3, 8}) {
                assertThat(outcome(each, trainer -> trainer.threads(threads))).isEqualTo(one);
            }
        }
    }

    @Test
    void kernelsDoNotShow() {
        for (Trainer each : trainers()) {
            assertThat(outcome(each, trainer -> trainer.kernels(KernelChoice.choose("reference"))))
                    .isEqualTo(outcome(each, trainer -> trainer.kernels(KernelChoice.choose("simd"))));
        }
    }

    @Test
    void interruptionDoesNotShow(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint.safetensors");
        for (Trainer each : trainers()) {
            Trainer whole = each.batchSize(50).epochs(3).seed(11).regularizer(DECAY);
            Sequential uninterrupted = net();
            History history = whole.fit(uninterrupted, TRAIN, TEST);
            // Stopped by its listener after the second epoch, when the checkpoint of the first is there.
            Sequential interrupted = net();
            assertThat(catchThrowable(() -> whole.checkpoint(file, Map::of)
                            .listener(stopAfter(2))
                            .fit(interrupted, TRAIN, TEST)))
                    .hasMessage("stopped");
            Sequential resumed = net();
            History rest = whole.resume(file).threads(2).fit(resumed, TRAIN, TEST);
            assertThat(ModelFile.weightsSha256(resumed)).isEqualTo(ModelFile.weightsSha256(uninterrupted));
            assertThat(rest.epochs()).hasSize(2);
            assertThat(rest.last().trainLoss()).isEqualTo(history.last().trainLoss());
            assertThat(rest.last().testLoss()).isEqualTo(history.last().testLoss());
        }
    }

    private static TrainingListener stopAfter(int epochs) {
        return new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                if (result.epoch() == epochs) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
    }

    @Test
    void seedsShow() {
        assertThat(outcome(Trainer.sgd(0.2f), trainer -> trainer.seed(12)))
                .isNotEqualTo(outcome(Trainer.sgd(0.2f), trainer -> trainer.seed(13)));
    }

    @Test
    void regularizersDoNotChangeTheInitialWeights() {
        Sequential plain = Sequential.mlp(new int[] {20}, 10);
        Sequential withLayer = Sequential.of(Dense.relu(20), Dropout.of(0.5), Dense.linear(10));
        plain.initialise(30, 3);
        withLayer.initialise(30, 3);
        assertThat(ModelFile.weightsSha256(withLayer)).isEqualTo(ModelFile.weightsSha256(plain));
    }

    @Test
    void regularizersDoNotChangeTheOrderOfImages() {
        assertThat(labelsSeen(net(), DECAY)).isEqualTo(labelsSeen(Sequential.mlp(new int[] {5}, 10)));
    }

    /** The classes of the images in the order in which two epochs take them. */
    private static List<Integer> labelsSeen(Sequential net, Regularizer... regularizers) {
        List<Integer> seen = new ArrayList<>();
        TargetRegularizer recorder = block -> {
            for (int i = 0; i < block.length(); i++) {
                if (block.targets()[i] == 1) {
                    seen.add(i % block.classes());
                }
            }
        };
        Trainer trainer =
                Trainer.sgd(0.1f).epochs(2).batchSize(7).threads(1).seed(3).regularizer(recorder);
        for (Regularizer each : regularizers) {
            trainer = trainer.regularizer(each);
        }
        trainer.fit(net, TRAIN, null);
        assertThat(seen).hasSize(2 * TRAIN.size());
        return seen;
    }
}
