package dev.lanewise.cli.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.run.Epoch;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.cli.run.RunResult;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.train.EpochResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final double[] FALLING = {1.0, 0.8, 0.7, 0.6, 0.5};
    private static final double[] FLAT = {0.5, 0.5, 0.5, 0.5, 0.5};
    private static final double[] LOW = {0.2, 0.15, 0.12, 0.11, 0.11};

    @Test
    void largeGapWithoutDropoutAsksForDropout() {
        Diagnosis diagnosis = Diagnosis.of(run(Map.of(), LOW, 0.97, 0.97, 0.88));

        assertThat(diagnosis.sentences().getFirst()).contains("97.00 %", "88.00 %", "9.00 points");
        assertThat(diagnosis.nextCommand())
                .isEqualTo("java -jar cli.jar --regularizer dropout:0.2,0.5 --epochs 20 --validation 0.1");
    }

    @Test
    void largeGapInSpiteOfDropoutAsksForWeightDecayToo() {
        Diagnosis diagnosis =
                Diagnosis.of(run(Map.of("regularizer", "dropout:0.5", "learning-rate", "0.1"), LOW, 0.97, 0.97, 0.88));

        assertThat(diagnosis.changes()).isEqualTo(Map.of("regularizer", "dropout:0.5+weight-decay:1e-4"));
    }

    @Test
    void highLossThatStillFallsAsksForMoreEpochs() {
        assertThat(Diagnosis.of(run(Map.of(), FALLING, 0.86, 0.86, 0.85)).changes())
                .isEqualTo(Map.of("epochs", "20"));
    }

    @Test
    void highLossThatStandsStillAsksForMoreUnitsThenForALayer() {
        assertThat(Diagnosis.of(run(Map.of(), FLAT, 0.86, 0.86, 0.85)).changes())
                .isEqualTo(Map.of("hidden", "512,512"));
        assertThat(Diagnosis.of(run(Map.of("hidden", "1024,1024"), FLAT, 0.86, 0.86, 0.85))
                        .changes())
                .isEqualTo(Map.of("hidden", "1024,1024,1024"));
    }

    @Test
    void dropoutIsHalvedWhetherItsArgumentIsNamedOrNot() {
        Diagnosis placed = Diagnosis.of(run(Map.of("regularizer", "dropout:0.7"), FLAT, 0.6, 0.86, 0.85));
        Diagnosis named = Diagnosis.of(run(Map.of("regularizer", "dropout:p=0.7"), FLAT, 0.6, 0.86, 0.85));

        assertThat(placed.changes()).isEqualTo(Map.of("regularizer", "dropout:0.35"));
        assertThat(named.changes()).isEqualTo(Map.of("regularizer", "dropout:p=0.35"));
        assertThat(named.sentences()).isEqualTo(placed.sentences());
    }

    @Test
    void dropoutOfTheInputIsNoDropoutOfHiddenLayers() {
        assertThat(Diagnosis.of(run(Map.of("regularizer", "input-dropout:0.2"), LOW, 0.97, 0.97, 0.88))
                        .changes())
                .containsEntry("regularizer", "input-dropout:0.2+dropout:0.2,0.5");
    }

    @Test
    void adamwIsNotToldToDecayWeightsAsItDoesAlready() {
        assertThat(Diagnosis.of(run(Map.of("regularizer", "dropout:0.5", "optimizer", "adamw"), LOW, 0.97, 0.97, 0.88))
                        .changes())
                .isEqualTo(Map.of("hidden", "128,128"));
    }

    @Test
    void smallGapAndLowLossIsLeftAsItIs() {
        Diagnosis diagnosis = Diagnosis.of(run(Map.of(), LOW, 0.92, 0.92, 0.91));

        assertThat(diagnosis.nextCommand()).isNull();
        assertThat(diagnosis.sentences().getLast()).contains("leave it as it is");
    }

    @Test
    void accuracySeenInTrainingBelowValidationIsExplainedByDropoutsNoise() {
        assertThat(Diagnosis.of(run(Map.of("regularizer", "dropout:0.5"), LOW, 0.85, 0.92, 0.91))
                        .sentences())
                .anySatisfy(sentence -> assertThat(sentence).contains("85.00 %", "91.00 %", "in training only"));
    }

    @Test
    void runWithoutValidationIsToldToHoldImagesOut() {
        RunResult run = run(Map.of(), LOW, 0.92, 0.92, 0.91);
        RunResult without = new RunResult(
                run.config(), null, run.epochs(), run.train(), Optional.empty(), run.test(), 1, run.weightsSha256());

        assertThat(Diagnosis.of(without).sentences())
                .anySatisfy(sentence -> assertThat(sentence).contains("--validation 0.1"));
    }

    private static RunResult run(
            Map<String, String> options, double[] losses, double seen, double train, double validation) {
        RunConfig config = RunConfig.of(RunConfig.merge(Map.of("epochs", "10", "validation", "0.1"), options));
        Evaluation held = new Evaluation(losses[losses.length - 1], validation, new int[0][]);
        List<Epoch> epochs = IntStream.range(0, losses.length)
                .mapToObj(e -> new Epoch(
                        new EpochResult(e + 1, losses[e], seen, 0.4, 0.88, losses[e], validation, 1, 0.1, 54_000),
                        Optional.of(new Evaluation(losses[e], validation, new int[0][])),
                        Optional.empty()))
                .toList();
        Evaluation trained = new Evaluation(losses[losses.length - 1], train, new int[0][]);
        return new RunResult(
                config, null, epochs, trained, Optional.of(held), new Evaluation(0.4, 0.88, new int[0][]), 1, "");
    }
}
