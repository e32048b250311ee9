package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.model.ModelFile;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.nn.Dense;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run is evaluated and ends with when its weights are averaged. */
class AveragingTest {
    private static final LabelledImages DATA = TinyImages.images(50, 20, 3, 5);

    /** Five steps an epoch. */
    private static final Trainer TRAINER =
            Trainer.momentum(0.1f, 0.9f).batchSize(10).threads(1).kernels(KernelChoice.choose("reference"));

    @TempDir
    private Path directory;

    private static Sequential net() {
        return TinyImages.initialised(Sequential.of(Dense.relu(33), Dense.linear(3)), 20, 1);
    }

    private static Sequential trained(Trainer trainer) {
        Sequential net = net();
        trainer.fit(net, DATA, DATA);
        return net;
    }

    private static float[] weights(Trainer trainer) {
        return trained(trainer).parameters().getFirst().weights();
    }

    @Test
    void emaIsTheRunningAverageOfItsFormula() {
        float[] expected = net().parameters().getFirst().weights();
        for (int step = 1; step <= 7; step++) {
            int batches = step;
            float[] now = weights(TRAINER.epochs(2).listener(ending(batches)));
            double decay = Math.min(0.4, (1.0 + step) / (10 + step));
            for (int i = 0; i < now.length; i++) {
                expected[i] = (float) (decay * expected[i] + (1 - decay) * now[i]);
            }
        }
        float[] averaged =
                weights(TRAINER.epochs(2).averaging(Averaging.ema(0.4)).listener(ending(7)));
        assertThat(averaged).containsExactly(expected, within(1e-5f));
    }

    /** Ends a run after some steps. */
    private static TrainingListener ending(int steps) {
        return new TrainingListener() {
            private int taken;

            @Override
            public void step(int epoch, int step, int steps, float loss) {
                taken++;
            }

            @Override
            public boolean wantsToEnd() {
                return taken == steps;
            }
        };
    }

    @Test
    void swaIsTheMeanAfterTheFirstEpochNamedAndLater() {
        float[] two = weights(TRAINER.epochs(2));
        float[] three = weights(TRAINER.epochs(3));
        float[] four = weights(TRAINER.epochs(4));
        float[] averaged = weights(TRAINER.epochs(4).averaging(Averaging.swa(2)));
        for (int i = 0; i < averaged.length; i++) {
            assertThat(averaged[i]).isCloseTo((two[i] + three[i] + four[i]) / 3, within(1e-6f));
        }
        assertThat(weights(TRAINER.epochs(2).averaging(Averaging.swa(3)))).isEqualTo(two);
    }

    @Test
    void whatIsEvaluatedIsTheAverage() {
        Sequential net = net();
        List<Evaluation> seen = new ArrayList<>();
        TrainingListener looks = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                seen.add(new Evaluator(KernelChoice.choose("reference"), 1).evaluate(net, DATA));
            }
        };
        History history =
                TRAINER.epochs(3).averaging(Averaging.ema(0.9)).listener(looks).fit(net, DATA, DATA);
        assertThat(seen.stream().map(Evaluation::loss))
                .containsExactlyElementsOf(
                        history.epochs().stream().map(EpochResult::testLoss).toList());
        assertThat(history.epochs().getFirst().testLoss())
                .isNotEqualTo(TRAINER.epochs(1).fit(net(), DATA, DATA).last().testLoss());
    }

    @ParameterizedTest
    @CsvSource({"ema:0.9, 1", "ema:0.9, 7", "ema:0.9, 21", "swa:2, 1", "swa:2, 7", "swa:2, 12", "swa:2, 21"})
    void aRunGoesOnToTheSameBitsOnAnyThreads(String averaging, int steps) {
        Trainer trainer = TRAINER.epochs(4).averaging(Averaging.parse(averaging));
        String whole = ModelFile.weightsSha256(trained(trainer));
        Path file = directory.resolve("checkpoint.safetensors");
        String ended = ModelFile.weightsSha256(trained(trainer.checkpoint(file).listener(ending(steps))));

        assertThat(ModelFile.weightsSha256(ModelFile.load(file).net())).isEqualTo(ended);
        assertThat(ModelFile.weightsSha256(trained(trainer.threads(3).resume(file))))
                .isEqualTo(whole);
        assertThatThrownBy(() -> trained(TRAINER.epochs(4).resume(file)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("averaging " + averaging + ", not none");
    }

    @Test
    void trainingItselfIsNotChanged() {
        TrainingListener silent = new TrainingListener() {};
        History with = TRAINER.epochs(3)
                .averaging(Averaging.ema(0.99))
                .listener(silent)
                .fit(net(), DATA, null);
        assertThat(with.last().trainLoss())
                .isEqualTo(TRAINER.epochs(3).fit(net(), DATA, null).last().trainLoss());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ema:1", "ema:0", "ema:x", "swa:0", "swa:", "mean:3", ""})
    void anythingElseIsRefusedInWords(String text) {
        assertThatThrownBy(() -> Averaging.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(must be|use ema:|not a number).*");
    }
}
