package dev.lanewise.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.optim.OptimizerKind;
import dev.lanewise.registry.RegularizerSpecs;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArmTest {
    @Test
    void regularizersAndOptionsAreToldApart() {
        RunConfig config = Arm.parse("dropout:0.2+elastic-net:l1=1e-5,l2=1e-4 hidden=128,64 epochs=3")
                .config(Map.of("epochs", "20", "batch-size", "100"), 7);

        assertThat(config.regularizers().texts()).containsExactly("dropout:0.2", "elastic-net:l1=1e-5,l2=1e-4");
        assertThat(config.hidden()).containsExactly(128, 64);
        assertThat(config.epochs()).isEqualTo(3);
        assertThat(config.batchSize()).isEqualTo(100);
        assertThat(config.seed()).isEqualTo(7);
    }

    @Test
    void armOfOptionsAloneKeepsTheSharedRegularizer() {
        RunConfig config = Arm.parse("hidden=64").config(Map.of("regularizer", "dropout:0.5"), 1);

        assertThat(config.regularizers()).hasToString("dropout:0.5");
    }

    @Test
    void noneTakesTheSharedRegularizerAway() {
        assertThat(Arm.parse("none")
                        .config(Map.of("regularizer", "dropout:0.5"), 1)
                        .regularizers())
                .isEqualTo(RegularizerSpecs.NONE);
    }

    @Test
    void aSharedRateIsForEveryOptimizerUnlessItIsThatOfAnother() {
        Arm arm = Arm.parse("optimizer=momentum");
        assertThat(arm.config(Map.of("learning-rate", "0.05"), 1).learningRate())
                .isEqualTo(0.05f);
        assertThat(arm.config(Map.of("learning-rate", "0.05", "optimizer", "sgd"), 1)
                        .learningRate())
                .isEqualTo(OptimizerKind.named("momentum").defaultRate());
    }

    @Test
    void underscoresAreHyphensAsInFilesOfOptions() {
        assertThat(Arm.parse("none learning_rate=0.5").changes()).containsEntry("learning-rate", "0.5");
    }

    @Test
    void aLabelIsOneLineAsTablesHaveIt() {
        assertThat(Arm.parse(" dropout:0.2\n\thidden=64 ").label()).isEqualTo("dropout:0.2 hidden=64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "none seed=1", "none data=elsewhere", "hiden=64", "hidden=64 hidden=32"})
    void badArmIsRefusedByName(String text) {
        assertThatThrownBy(() -> Arm.parse(text))
                .isInstanceOf(CliException.class)
                .hasMessageStartingWith("--arm: '" + text + "'");
    }
}
