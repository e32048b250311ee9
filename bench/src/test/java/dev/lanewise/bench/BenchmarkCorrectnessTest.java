package dev.lanewise.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.bench.dropout.DropoutLayer;
import dev.lanewise.bench.dropout.Variant;
import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.bench.workload.DivergedException;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.step.TrainingSteps;
import dev.lanewise.train.History;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is timed must be right: a system that computes something else would win by doing less. */
class BenchmarkCorrectnessTest {
    static Stream<Arguments> products() {
        return GemmSystem.all().stream()
                .flatMap(system -> Stream.of("NN-256x40x33", "NN-16x10x256", "NT-24x65x31", "TN-33x40x24")
                        .flatMap(shape -> Stream.of(1, 2).map(threads -> Arguments.of(system, shape, threads))));
    }

    @ParameterizedTest
    @MethodSource("products")
    void everySystemComputesTheProduct(GemmSystem system, String shape, int threads) {
        Operands operands = Operands.random(Shape.parse(shape), 3);
        try (Gemm gemm = system.prepare(operands, threads)) {
            gemm.run();
            float[] result = gemm.result();
            assertThat(result).hasSize(operands.c().length);
            for (int i = 0; i < result.length; i++) {
                assertThat((double) result[i]).isCloseTo(operands.expected(i), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void allWaysToDoDropoutGiveTheSame(Variant variant) {
        DropoutLayer fused = new DropoutLayer(64, Variant.FUSED);
        DropoutLayer other = new DropoutLayer(64, variant);
        fused.backward();
        other.backward();
        assertThat(other.output()).isEqualTo(fused.output());
        assertThat(other.gradient()).isEqualTo(fused.gradient());
    }

    @Test
    void dropoutDropsHalfOfWhatIsThereWithoutIt() {
        long without = kept(new DropoutLayer(64, Variant.NONE).output());
        long with = kept(new DropoutLayer(64, Variant.FUSED).output());
        assertThat((double) with / without).isCloseTo(0.5, within(0.02));
    }

    private static long kept(float[] activations) {
        long count = 0;
        for (float each : activations) {
            count += each != 0 ? 1 : 0;
        }
        return count;
    }

    /** Such steps leave their updates out, and would seem fast. */
    @Test
    void stepsThatDivergeAreNoMeasurement() {
        Recipe recipe = new Recipe(Net.parse("32x2"), "sgd", "l2:1000", 128, "1");
        try (TrainingSteps steps = recipe.steps(SyntheticImages.of(1024, 5))) {
            assertThatExceptionOfType(DivergedException.class)
                    .isThrownBy(() -> recipe.take(steps, 100))
                    .withMessageContaining("'l2:1000' diverged");
        }
    }

    @Test
    void stepsTakenOneByOneAreThoseOfTheTrainer() {
        LabelledImages images = SyntheticImages.of(1024, 5);
        TrainingJob job = TrainingJob.parse("32x2/0.3/128");
        Net net = Net.parse("32x2");
        History history = new Recipe(net, "sgd", "dropout:0.3", 128, "1")
                .trainer()
                .epochs(2)
                .fit(net.build(), images, null);
        try (Training training = TrainingSystem.named("lanewise").prepare(job, images, 1)) {
            assertThat(training.steps(8)).isCloseTo(history.epochs().getFirst().trainLoss(), within(1e-9));
            assertThat(training.steps(8)).isCloseTo(history.last().trainLoss(), within(1e-9));
        }
    }

    @Test
    void syntheticImagesCanBeLearnt() {
        LabelledImages images = SyntheticImages.of(2048, 5);
        TrainingJob job = TrainingJob.parse("64x2/none/128");
        try (Training training = TrainingSystem.named("lanewise").prepare(job, images, 2)) {
            double first = training.steps(4);
            training.steps(80);
            assertThat(training.steps(4)).isLessThan(first / 2);
        }
    }

    @Test
    void trainingDoesNotDivergeWithOneImageAStep() {
        LabelledImages images = SyntheticImages.of(1024, 5);
        TrainingJob job = TrainingJob.parse("256x2/0.5/1"); // the first of the batches of --scaling
        try (Training training = TrainingSystem.named("lanewise").prepare(job, images, 1)) {
            assertThat(training.steps(500)).isLessThan(5);
        }
    }

    /** Rates decide how many units are zero, so only at the command line's is it shown what its users get. */
    @Test
    void networksTrainAtTheCommandLinesRate() {
        float rate = OptimizerKind.SGD.defaultRate();
        assertThat(TrainingJob.parse("256x2/0.5,0.9/256").rate()).isEqualTo(rate);
        assertThat(TrainingJob.parse("1024x4/none/256").rate()).isEqualTo(rate);
        assertThat(TrainingJob.parse("256x2/0.5/8192").rate()).isEqualTo(rate);
        assertThat(TrainingJob.parse("256x2/0.5/64").rate()).isEqualTo(rate / 4);
        assertThat(TrainingJob.parse("256x16/none/256").rate()).isEqualTo(rate / 4);
    }

    @Test
    void flopsOfAStepAreCountedLayerByLayer() {
        double forward = 2 * (784 * 256 + 256 * 256 + 256 * 10);
        double gradientsOfInputs = 2 * (256 * 256 + 256 * 10);
        assertThat(Net.parse("256x2").trainingFlops()).isEqualTo(2 * forward + gradientsOfInputs);
    }
}
