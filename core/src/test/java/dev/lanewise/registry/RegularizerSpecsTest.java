package dev.lanewise.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.registry.RegularizerSpecs.Argument;
import dev.lanewise.registry.RegularizerSpecs.Spec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegularizerSpecsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "none",
                "dropout:0.5,0.9",
                "dropout:p=0.5,0.9",
                "dropout:0.5+weight-decay:1e-4",
                "weight-decay:1e+3+l1:l1=1e+0,biases=true",
                "mine"
            })
    void whatIsReadIsWrittenTheSame(String typed) {
        RegularizerSpecs read = RegularizerSpecs.parse(typed);

        assertThat(read).hasToString(typed);
        assertThat(RegularizerSpecs.parse(read.toString())).isEqualTo(read);
    }

    @Test
    void blanksDoNotMatter() {
        assertThat(RegularizerSpecs.parse(" dropout : 0.5 , p = 0.9 + l2 ")).hasToString("dropout:0.5,p=0.9+l2");
        assertThat(RegularizerSpecs.parse(" none ")).isEqualTo(RegularizerSpecs.NONE);
    }

    @Test
    void argumentsAreKnownByKeyOrByPlace() {
        assertThat(RegularizerSpecs.parse("elastic-net:1e-5,l2=1e-4").list())
                .containsExactly(
                        new Spec("elastic-net", List.of(new Argument("", "1e-5"), new Argument("l2", "1e-4"))));
    }

    @Test
    void missingKeyIsNotAPlace() {
        assertThat(RegularizerSpecs.parse("dropout:=0.5").list().getFirst().arguments())
                .containsExactly(new Argument("", "=0.5"));
    }

    @Test
    void valuesChangeUnderTheirKeys() {
        RegularizerSpecs read = RegularizerSpecs.parse("dropout:p=0.6,0.8+l2:1");

        assertThat(read.map(each -> each.name().equals("dropout") ? each.withValues(p -> p + "1") : each))
                .hasToString("dropout:p=0.61,0.81+l2:1");
    }

    @Test
    void nameIsAWholeName() {
        RegularizerSpecs read = RegularizerSpecs.parse("input-dropout:0.2");

        assertThat(read.contains("input-dropout")).isTrue();
        assertThat(read.contains("dropout")).isFalse();
    }

    @Test
    void moreAreAddedAtTheEnd() {
        assertThat(RegularizerSpecs.NONE.and(RegularizerSpecs.parse("l1:1")).and(RegularizerSpecs.parse("l2:1")))
                .hasToString("l1:1+l2:1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none+l1:1", "l1:1+none", "none:1", "none+none"})
    void noneStandsAlone(String typed) {
        assertThatThrownBy(() -> RegularizerSpecs.parse(typed)).hasMessageStartingWith("'none' stands alone");
    }
}
