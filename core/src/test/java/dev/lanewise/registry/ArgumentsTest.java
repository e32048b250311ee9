package dev.lanewise.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.Parameter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users type, right and wrong. */
class ArgumentsTest {
    private static final List<Parameter> DROPOUT = List.of(Parameter.perLayer("p", 0, 1, "the probability to drop"));
    private static final List<Parameter> MIXED = List.of(
            Parameter.number("l1", 0, Double.POSITIVE_INFINITY, "of l1"),
            Parameter.number("l2", 0, Double.POSITIVE_INFINITY, "of l2").orElse(0.25),
            Parameter.perLayer("share", 0, 1, "a share").orElse(0.5),
            Parameter.flag("biases", "biases too"));

    private static Arguments dropout(String text, int hiddenLayers) {
        return new ArgumentParser("dropout", DROPOUT, hiddenLayers)
                .parse(spec("dropout", text))
                .at(0);
    }

    private static Arguments mixed(String text) {
        return new ArgumentParser("mixed", MIXED, 2).parse(spec("mixed", text)).at(0);
    }

    private static Spec spec(String name, String arguments) {
        return RegularizerSpecs.parse(arguments.isEmpty() ? name : name + ":" + arguments)
                .list()
                .getFirst();
    }

    @Test
    void listGivesEachHiddenLayerItsOwnValue() {
        assertThat(dropout("0.5,0.9", 2).perLayer("p")).containsExactly(0.5, 0.9);
        assertThat(dropout("p=0.5,0.9", 2).perLayer("p")).containsExactly(0.5, 0.9);
    }

    @Test
    void oneValueServesAllHiddenLayers() {
        assertThat(dropout("0.5", 3).perLayer("p")).containsExactly(0.5, 0.5, 0.5);
        assertThat(dropout("0.5", 0).perLayer("p")).isEmpty();
    }

    @Test
    void unnamedValuesAreTakenInOrderOfDeclaration() {
        Arguments arguments = mixed("1e-5, .5 ,0.1,0.2,biases=true");
        assertThat(arguments.number("l1")).isEqualTo(1e-5);
        assertThat(arguments.number("l2")).isEqualTo(0.5);
        assertThat(arguments.perLayer("share")).containsExactly(0.1, 0.2);
        assertThat(arguments.flag("biases")).isTrue();
    }

    @Test
    void whatIsNotGivenHasItsDefault() {
        Arguments arguments = mixed("l1=1");
        assertThat(arguments.number("l2")).isEqualTo(0.25);
        assertThat(arguments.perLayer("share")).containsExactly(0.5, 0.5);
        assertThat(arguments.flag("biases")).isFalse();
        assertThat(arguments.hiddenLayers()).isEqualTo(2);
    }

    @Test
    void askingForWhatIsNotDeclaredIsTheProvidersMistake() {
        assertThatThrownBy(() -> mixed("l1=1").number("share"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'share' of type NUMBER");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.5      | argument 'p' must be from 0 to 1, but is 1.5
            -0.1     | argument 'p' must be from 0 to 1, but is -0.1
            abc      | argument 'p' must be a number from 0 to 1, but is 'abc'
            NaN      | argument 'p' must be a number from 0 to 1, but is 'NaN'
            0x1p-1   | argument 'p' must be a number from 0 to 1, but is '0x1p-1'
            0.5f     | argument 'p' must be a number from 0 to 1, but is '0.5f'
            .        | argument 'p' must be a number from 0 to 1, but is '.'
            0.5tox   | argument 'p' must be a number from 0 to 1, but is 'x'
            0.5to2   | argument 'p' must be from 0 to 1, but is 2
            0.5to    | argument 'p' must be a number from 0 to 1, but is ''
            0.5,,0.9 | an argument is empty in '0.5,,0.9'; write dropout:p[,p...]
            0.5,     | an argument is empty in '0.5,'; write dropout:p[,p...]
            p=       | argument 'p' must be a number from 0 to 1, but is ''
            q=0.5    | it has no argument 'q'; it has p
            p=0.5,p=0.9 | argument 'p' is given twice; write dropout:p[,p...]
            0.5,p=0.9   | argument 'p' is given twice; write dropout:p[,p...]
            0.1,0.2,0.3 | argument 'p' has 3 values, but the network has 2 hidden layers; give one value for all, or one for each
            """)
    void dropoutSaysWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> dropout(text, 2))
                .isInstanceOf(SpecException.class)
                .hasMessage("regularizer 'dropout': " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            l2=1        | argument 'l1' (of l1) is missing; write mixed:l1[,l2=0.25][,share=0.5[,share...]][,biases=false]
            l1=1,2      | '2' follows a named argument and has no name itself; write mixed:l1[,l2=0.25][,share=0.5[,share...]][,biases=false]
            l1=1e999    | argument 'l1' must be 0 or more, but is 1e999
            l1=1,biases=1 | argument 'biases' must be true or false, but is '1'
            """)
    void mixedArgumentsSayWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> mixed(text)).hasMessage("regularizer 'mixed': " + message);
    }

    @Test
    void missingArgumentIsNamed() {
        assertThatThrownBy(() -> dropout("", 2))
                .hasMessage(
                        "regularizer 'dropout': argument 'p' (the probability to drop) is missing; write dropout:p[,p...]");
    }

    @Test
    void whatIsPrintedForTwoListsCanBeTyped() {
        List<Parameter> two = List.of(
                Parameter.perLayer("a", 0, 1, "a share"),
                Parameter.perLayer("b", 0, 1, "another"),
                Parameter.number("c", 0, 1, "one more"));
        String printed = Syntax.of("two", two);
        assertThat(printed).isEqualTo("two:a[,a...],b=b[,b...],c=c");
        String typed = printed.replaceAll("[\\[\\]]|\\.{3}", "").replaceAll("(?<=[:,=])[abc](?!=)", "0.5");
        assertThat(typed).isEqualTo("two:0.5,0.5,b=0.5,0.5,c=0.5");
        Arguments read = new ArgumentParser("two", two, 2)
                .parse(RegularizerSpecs.parse(typed).list().getFirst())
                .at(0);
        assertThat(read.perLayer("b")).containsExactly(0.5, 0.5);
        assertThat(read.number("c")).isEqualTo(0.5);
    }

    @Test
    void wrongCountCountsOneOrNoHiddenLayerToo() {
        assertThatThrownBy(() -> dropout("0.1,0.2", 1))
                .hasMessageEndingWith("the network has 1 hidden layer; give one value for all");
        assertThatThrownBy(() -> dropout("0.1,0.2", 0))
                .hasMessageEndingWith("the network has no hidden layers; give one value for all");
    }

    @Test
    void tooManyNumbersAndAnyWhereNoneAreTakenAreRefused() {
        List<Parameter> one = List.of(Parameter.number("c", 0, 9, "a norm"));
        assertThatThrownBy(() -> new ArgumentParser("max-norm", one, 2).parse(spec("max-norm", "3,4")))
                .hasMessage("regularizer 'max-norm': '4' is one value too many; write max-norm:c");
        assertThatThrownBy(() -> new ArgumentParser("plain", List.of(), 2).parse(spec("plain", "3")))
                .hasMessage("regularizer 'plain': it takes no arguments, but got '3'; leave them out");
    }

    private static final List<Parameter> WORDS = List.of(
            Parameter.whole("count", -2, 9, "how many"),
            Parameter.choice("kind", List.of("flat", "round"), "which").orElse("round"),
            Parameter.text("note", "anything").orElse("none"));

    private static TypedArguments words(String text) {
        return new ArgumentParser("words", WORDS, 2).parse(spec("words", text));
    }

    @Test
    void wholeNumbersChoicesAndTextAreRead() {
        Arguments all = words("3,flat,note=a b/c").at(0);
        assertThat(all.whole("count")).isEqualTo(3);
        assertThat(all.text("kind")).isEqualTo("flat");
        assertThat(all.text("note")).isEqualTo("a b/c");
        assertThat(words("-2").at(0).text("kind")).isEqualTo("round");
        assertThat(words("-2").at(0).text("note")).isEqualTo("none");
        assertThatThrownBy(() -> words("1").at(0).text("count")).hasMessageContaining("'count' of type CHOICE or TEXT");
        assertThat(Syntax.of("words", WORDS)).isEqualTo("words:count[,kind=round][,note=none]");
        assertThat(WORDS.stream().map(Syntax::describe))
                .containsExactly(
                        "count: how many; a whole number from -2 to 9",
                        "kind: which; one of flat, round, default round",
                        "note: anything; any text without commas, default none");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.5     | argument 'count' must be a whole number from -2 to 9, but is '1.5'
            10      | argument 'count' must be from -2 to 9, but is 10
            1,oval  | argument 'kind' must be one of flat, round, but is 'oval'
            """)
    void wordsSayWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> words(text)).hasMessage("regularizer 'words': " + message);
    }

    @Test
    void aRateThatChangesGoesThroughItsPointsInStraightLines() {
        TypedArguments rate = new ArgumentParser("dropout", DROPOUT, 2).parse(spec("dropout", "0.5to0.1to0.2,0.3"));
        assertThat(rate.change()).isTrue();
        assertThat(rate.turns()).containsExactly(0.0, 0.5, 1.0);
        assertThat(rate.at(0).perLayer("p")).containsExactly(0.5, 0.3);
        assertThat(rate.at(0.25).perLayer("p")[0]).isCloseTo(0.3, within(1e-12));
        assertThat(rate.at(0.5).perLayer("p")[0]).isEqualTo(0.1);
        assertThat(rate.at(1).perLayer("p")).containsExactly(0.2, 0.3);
        assertThat(words("-2to3").at(0.5).whole("count")).isEqualTo(0);
        assertThat(words("4").change()).isFalse();
    }

    @Test
    void anExampleCanBeTyped() {
        assertThat(Syntax.example("dropout", DROPOUT, null, "")).isEqualTo("dropout:p=0.25");
        assertThat(Syntax.example("mixed", MIXED, null, "")).isEqualTo("mixed:l1=0.1");
        assertThat(Syntax.example("words", WORDS, null, "")).isEqualTo("words:count=0");
        List<Parameter> required = List.of(Parameter.choice("kind", List.of("flat", "round"), "which"));
        assertThat(Syntax.example("words", required, null, "")).isEqualTo("words:kind=flat");
        List<Parameter> text = List.of(Parameter.text("note", "anything"));
        assertThat(Syntax.example("words", text, null, "")).isEqualTo("words:note=note");
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 2", "4, 5, 4", "-8, 0, -6"})
    void anExampleOfAWholeNumberIsOne(int least, int most, String value) {
        List<Parameter> whole = List.of(Parameter.whole("n", least, most, "how many"));
        assertThat(Syntax.example("words", whole, null, "")).isEqualTo("words:n=" + value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.4, from 0 to 0.4, 0.1",
        "2, Infinity, 2 or more, 2.1",
        "-Infinity, 2, 2 or less, 1.9",
        "-Infinity, Infinity, finite, 0.1",
        "0, 100, from 0 to 100, 0.25"
    })
    void aRangeIsToldInWordsAndHasAnExample(double least, double most, String range, String value) {
        Parameter parameter = Parameter.number("x", least, most, "a number");
        assertThat(Syntax.range(parameter)).isEqualTo(range);
        assertThat(Syntax.example("odd", List.of(parameter), null, "")).isEqualTo("odd:x=" + value);
    }

    @Test
    void aLargeWholeNumberIsPrintedAsItCanBeTyped() {
        Parameter seed =
                Parameter.whole("seed", 0, Integer.MAX_VALUE, "of its own").orElse(1_000_000);
        String typed = Syntax.value(seed, seed.maximum());
        assertThat(typed).isEqualTo("2147483647");
        assertThat(new ArgumentParser("odd", List.of(seed), 2)
                        .parse(spec("odd", typed))
                        .at(0)
                        .whole("seed"))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Syntax.of("odd", List.of(seed))).isEqualTo("odd[:seed=1000000]");
        assertThat(Syntax.value(Parameter.number("x", 0, 1e300, "a number"), 1e10))
                .isEqualTo("1e10");
    }

    @Test
    void smallNumbersArePrintedAsTheyAreTyped() {
        Parameter small = Parameter.number("rate", 1e-7, 0.5, "small").orElse(2.5e-4);
        assertThat(Syntax.describe(small)).isEqualTo("rate: small; from 1e-7 to 0.5, default 2.5e-4");
    }

    @Test
    void aNumberIsNoDefaultOfText() {
        assertThatThrownBy(() -> Parameter.text("note", "anything").orElse(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument 'note' has a number for a default; give it a text");
    }
}
