package dev.lanewise.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lanewise.bench.training.TrainingJob;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest {
    @Test
    void aNetworkHasABatchOf256UnlessItSaysAnother() {
        assertThat(Jobs.of("256x2/0.5,0.9", "1024x4/none", "64x1/0.5/32", "NN-256x10x256"))
                .containsExactly(
                        "train 256x2/0.5,0.9/256", "train 1024x4/none/256", "train 64x1/0.5/32", "gemm NN-256x10x256");
    }

    @Test
    void eachLayerHasItsProbabilityOrAllTheSame() {
        assertThat(TrainingJob.parse("256x2/0.5,0.9/256").dropout(1)).isEqualTo(0.9);
        assertThat(TrainingJob.parse("256x4/0.5/256").dropout(3)).isEqualTo(0.5);
        assertThat(TrainingJob.parse("256x4/none/256").dropout(3)).isZero();
    }

    @Test
    void whatIsNoJobIsRefusedByName() {
        assertThatIllegalArgumentException().isThrownBy(() -> Jobs.of("256x2")).withMessageContaining("256x2/256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Jobs.of("256x4/0.5,0.9"))
                .withMessageContaining("2 probabilities for 4 layers");
    }

    @Test
    void numbersThatMakeNoSenseAreRefusedByName() {
        for (String each : List.of(
                "256x2/1.5",
                "256x2/NaN",
                "256x2/-0.1",
                "256x2/foo",
                "256x0/0.5",
                "256x-1/0.5",
                "foo/0.5",
                "256,0/0.5",
                "256x2/0.5/0",
                "256x2/0.5/x",
                "NN-0x10x256",
                "NN-256x10",
                "NN-256x10x99999999999")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Jobs.of(each))
                    .withMessageMatching("'.*' .*; write .*");
        }
    }
}
