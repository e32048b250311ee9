package dev.lanewise.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.nn.Sequential;
import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.Arguments;
import dev.lanewise.spi.LearnedRegularizer;
import dev.lanewise.spi.MatrixRegularizer;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import dev.lanewise.spi.WeightDecay;
import dev.lanewise.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regularizers by name: composition, suggestions, and jars that cannot be used. */
class RegularizersTest {
    private static final Origin A = new Origin("a.jar", "aa");
    private static final Origin B = new Origin("b.jar", "bb");
    private static final Parameter P = Parameter.perLayer("p", 0, 1, "the probability to drop");
    private static final Parameter DECAY = Parameter.number("decay", 0, 1, "the decay");

    private static Regularizers some(Registered... more) {
        return Regularizers.installed()
                .with(List.of(
                        new Loaded(
                                List.of(
                                        registered(FakeProvider.named("dropout", P), A),
                                        registered(FakeProvider.named("weight-decay", DECAY), B)),
                                List.of()),
                        new Loaded(List.of(more), List.of())));
    }

    private static Registered registered(FakeProvider provider, Origin origin) {
        try {
            return Registered.of(provider, origin);
        } catch (InvalidProviderException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(List<NamedRegularizer> from) {
        return from.stream().map(NamedRegularizer::name).toList();
    }

    @Test
    void plusJoinsAndOptionsRepeatInTheOrderTyped() {
        assertThat(names(some().create(RegularizerSpecs.parse("weight-decay:1e-4+dropout:0.5+dropout:0.1"), 2)))
                .containsExactly("weight-decay", "dropout", "dropout");
    }

    @Test
    void plusInsideANumberDoesNotJoin() {
        assertThat(names(some().create(RegularizerSpecs.parse("weight-decay:1e+0+dropout:0.5"), 2)))
                .containsExactly("weight-decay", "dropout");
    }

    @Test
    void whatIsMadeKnowsWhatWasTypedAndItsJar() {
        NamedRegularizer made =
                some().create(RegularizerSpecs.parse("dropout:0.5,0.9"), 2).getFirst();
        assertThat(made.spec()).isEqualTo("dropout:0.5,0.9");
        assertThat(made.origin()).isEqualTo(A);
        assertThat(made.version()).isEqualTo("unversioned");
    }

    @Test
    void noneIsNone() {
        assertThat(some().create(RegularizerSpecs.parse("none"), 2)).isEmpty();
        assertThat(some().create(RegularizerSpecs.NONE, 2)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none+dropout:0.5", "dropout:0.5+none", "none:1"})
    void noneStandsAlone(String typed) {
        assertThatThrownBy(() -> some().create(RegularizerSpecs.parse(typed), 2))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'none' stands alone");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dropuot:0.5 | unknown regularizer 'dropuot'; did you mean 'dropout'? Else use dropout, weight-decay or none
            zzz         | unknown regularizer 'zzz'; use dropout, weight-decay or none
            dropout:    | regularizer 'dropout': there is nothing after the colon in 'dropout:'; give its arguments there
            +dropout:1  | a regularizer has no name in '+dropout:1'; write name:arguments, joined by '+', or 'none'
            dropout:1+  | a regularizer has no name in 'dropout:1+'; write name:arguments, joined by '+', or 'none'
            :1          | a regularizer has no name in ':1'; write name:arguments, joined by '+', or 'none'
            ''          | a regularizer has no name in ''; write name:arguments, joined by '+', or 'none'
            """)
    void mistypedNamesAreExplained(String typed, String message) {
        assertThatThrownBy(() -> some().create(RegularizerSpecs.parse(typed), 2))
                .isInstanceOf(SpecException.class)
                .hasMessage(message);
    }

    @Test
    void duplicateNameIsNobodysAndBothJarsAreNamed() {
        Regularizers all = some(registered(FakeProvider.named("dropout", P), B));
        assertThat(all.list()).extracting(Registered::name).containsExactly("weight-decay");
        assertThat(all.problems()).extracting(PluginProblem::name).containsExactly("dropout");
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("dropout:0.5"), 2))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("a.jar and b.jar both have a regularizer 'dropout'");
        assertThat(names(all.create(RegularizerSpecs.parse("weight-decay:0.1"), 2)))
                .containsExactly("weight-decay");
    }

    @Test
    void whoeverTakesTheNameOfABuiltInOneIsToldWhatToDo() {
        Regularizers all = Regularizers.of(List.of(
                Loaded.of(FakeProvider.named("dropout", P), Origin.BUILT_IN),
                Loaded.of(FakeProvider.named("dropout", P), A),
                Loaded.of(FakeProvider.named("dropout", P), B)));
        String what = " has a regularizer 'dropout', which is the name of a built-in one;"
                + " take the jar out, or have its author rename it";
        assertThat(all.problems()).extracting(PluginProblem::toString).containsExactly("a.jar" + what, "b.jar" + what);
    }

    @Test
    void problemsOfOthersAreNotTheCauseThatANameIsUnknown() {
        Regularizers all = some(registered(FakeProvider.named("dropout", P), B));
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("weight-decoy:1"), 2))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("did you mean 'weight-decay'");
        assertThat(all.knows(RegularizerSpecs.parse("weight-decay:7"))).isTrue();
        assertThat(all.knows(RegularizerSpecs.parse("weight-decay:7+dropout:0.5")))
                .isFalse();
    }

    @Test
    void onlyThoseGivenAreThere() {
        Regularizers all = Regularizers.of(List.of(Loaded.of(FakeProvider.named("dropout", P), A)));
        assertThat(all.list()).extracting(Registered::name).containsExactly("dropout");
        assertThat(all.problems()).isEmpty();
        Registered dropout = all.list().getFirst();
        assertThat(dropout.syntax()).isEqualTo("dropout:p[,p...]");
        assertThat(dropout.example()).isEqualTo("dropout:p=0.25");
        assertThat(dropout.example(P, "1")).isEqualTo("dropout:p=1");
        assertThat(dropout.arguments())
                .containsExactly("p: the probability to drop; from 0 to 1, one for each hidden layer or one for all");
    }

    @Test
    void aRateThatChangesIsMadeAgainForEachEpochAndCheckedBeforeTheFirst() {
        List<Double> rates = new ArrayList<>();
        Regularizers all = some(registered(
                FakeProvider.named("odd", DECAY).making(arguments -> {
                    if (arguments.number("decay") < 0.1) {
                        throw new IllegalArgumentException("too small");
                    }
                    rates.add(arguments.number("decay"));
                    return new Regularizer() {};
                }),
                A));
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("odd:0.5to0.01to0.5"), 2))
                .isInstanceOf(SpecException.class)
                .hasMessage("regularizer 'odd': too small");
        NamedRegularizer changing =
                all.create(RegularizerSpecs.parse("odd:0.5to0.25"), 2).getFirst();
        rates.clear();
        assertThat(changing.changes()).isTrue();
        assertThat(changing.over(2)).hasSize(2).doesNotHaveDuplicates();
        assertThat(rates).containsExactly(0.5, 0.25);
        assertThat(all.create(RegularizerSpecs.parse("odd:0.5"), 2).getFirst().changes())
                .isFalse();
    }

    @Test
    void aRateThatChangesCannotChangeWhatIsSettledBeforeTheFirstStep() {
        Regularizers all = some(
                registered(
                        FakeProvider.named("keeps", DECAY)
                                .making(arguments -> keeping((int) (8 * arguments.number("decay")))),
                        A),
                registered(
                        FakeProvider.named("learns", DECAY)
                                .making(arguments -> learning((float) arguments.number("decay"))),
                        A));
        String end = ", which is settled before the first step; give it numbers that do not change";
        assertThatThrownBy(() -> train(all, "keeps:0.5to0.25"))
                .isInstanceOf(SpecException.class)
                .hasMessage(
                        "regularizer 'keeps': the numbers of 'keeps:0.5to0.25' change how many numbers it keeps" + end);
        assertThatThrownBy(() -> train(all, "learns:0.5to0.25"))
                .isInstanceOf(SpecException.class)
                .hasMessage("regularizer 'learns': the numbers of 'learns:0.5to0.25' change what it learns starts from"
                        + end);
        train(all, "keeps:0.5to0.55+learns:0.5to0.5");
    }

    private static void train(Regularizers all, String spec) {
        LabelledImages images = new LabelledImages(new byte[16], new byte[] {0, 1, 0, 1}, 2, 2, List.of("no", "yes"));
        Trainer.sgd(0.1f)
                .epochs(2)
                .regularizers(all.create(RegularizerSpecs.parse(spec), 1))
                .fit(Sequential.mlp(new int[] {4}, 2), images, null);
    }

    private static MatrixRegularizer keeping(int numbers) {
        return new MatrixRegularizer() {
            @Override
            public int stateLength(int layer, int inputs, int units) {
                return numbers;
            }
        };
    }

    private static LearnedRegularizer learning(float start) {
        return new LearnedRegularizer() {
            @Override
            public float[] initial(int layer, int width) {
                return new float[] {start};
            }

            @Override
            public void forward(ActivationBlock block) {}

            @Override
            public void backward(ActivationBlock block) {
                Arrays.fill(block.learnedGradients(), 0, block.length(), 0);
            }
        };
    }

    @Test
    void brokenJarMattersOnlyToWhoeverAsksForWhatIsNotThere() {
        Regularizers all = some().with(List.of(Loaded.failed(new Origin("c.jar", ""), "is cut short")));
        assertThat(all.create(RegularizerSpecs.parse("dropout:0.5"), 2)).hasSize(1);
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("mine"), 2))
                .isInstanceOf(RegularizerException.class)
                .hasMessage("regularizer 'mine' cannot be loaded: c.jar is cut short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Dropout", "a--b", "-a", "a-", "1a", "a:b", "none"})
    void invalidNamesAreRefused(String name) {
        assertThatThrownBy(() -> Registered.of(FakeProvider.named(name), A))
                .isInstanceOf(InvalidProviderException.class)
                .hasMessageContaining("invalid name '" + name + "'");
    }

    @Test
    void otherSpiVersionIsRefusedByNumber() {
        FakeProvider old = new FakeProvider(7, "old", List.of(), arguments -> null);
        assertThatThrownBy(() -> Registered.of(old, A))
                .hasMessageContaining("was built for version 7 of the plug-in interface");
    }

    @Test
    void argumentDeclaredTwiceIsRefused() {
        assertThatThrownBy(() -> Registered.of(FakeProvider.named("twice", P, P), A))
                .hasMessageContaining("declares the argument 'p' twice");
    }

    @ParameterizedTest
    @CsvSource({"'a\nb', 1, help, summary", "a, '\u001b[2J', help, version", "a, 1, 'x\ty', help for 'p'"})
    void textsThatMoveTheCursorAreRefused(String summary, String version, String help, String what) {
        RegularizerProvider provider = new RegularizerProvider() {
            @Override
            public int spiVersion() {
                return SPI_VERSION;
            }

            @Override
            public String name() {
                return "odd";
            }

            @Override
            public String summary() {
                return summary;
            }

            @Override
            public String version() {
                return version;
            }

            @Override
            public List<Parameter> parameters() {
                return List.of(Parameter.number("p", 0, 1, help));
            }

            @Override
            public Regularizer create(Arguments arguments) {
                return new Regularizer() {};
            }
        };
        assertThatThrownBy(() -> Registered.of(provider, A))
                .hasMessage("has a regularizer 'odd' whose " + what
                        + " has line breaks or control characters; its author must write it in one line");
    }

    /** Says {@code null} of itself where {@code method} is asked. */
    private record Null(String method) implements RegularizerProvider {
        private <T> T unless(String asked, T answer) {
            return asked.equals(method) ? null : answer;
        }

        @Override
        public int spiVersion() {
            return SPI_VERSION;
        }

        @Override
        public String name() {
            return unless("name", "odd");
        }

        @Override
        public String summary() {
            return unless("summary", "for tests");
        }

        @Override
        public String version() {
            return unless("version", "1");
        }

        @Override
        public List<Parameter> parameters() {
            return unless("parameters", method.equals("parameter") ? Arrays.asList(P, null) : List.of(P));
        }

        @Override
        public Regularizer create(Arguments arguments) {
            return null;
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            name,       (dev.lanewise.registry.RegularizersTest$Null), name
            summary,    'odd',                                         summary
            version,    'odd',                                         version
            parameters, 'odd',                                         parameters
            parameter,  'odd',                                         parameters
            """)
    void whatAProviderLeavesOutIsNamed(String method, String who, String named) {
        assertThatThrownBy(() -> Registered.of(new Null(method), A))
                .isInstanceOf(InvalidProviderException.class)
                .hasMessage("has a regularizer " + who + " whose method " + named + " returned null"
                        + "; its author must return what its documentation asks for");
    }

    @Test
    void providersOwnRefusalIsShownAsItIs() {
        Regularizers all = some(registered(
                FakeProvider.named("odd").making(arguments -> {
                    throw new IllegalArgumentException("these do not fit together");
                }),
                A));
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("odd"), 2))
                .isInstanceOf(SpecException.class)
                .hasMessage("regularizer 'odd': these do not fit together");
    }

    @Test
    void providerThatFailsToCreateIsNamedWithItsJar() {
        Regularizers all = some(
                registered(
                        FakeProvider.named("bad").making(arguments -> {
                            throw new IllegalStateException("boom");
                        }),
                        A),
                registered(FakeProvider.named("empty").making(arguments -> null), B));
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("bad"), 2))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("'bad' (a.jar)")
                .hasMessageContaining("boom");
        assertThatThrownBy(() -> all.create(RegularizerSpecs.parse("empty"), 2))
                .isInstanceOf(RegularizerException.class)
                .hasMessageContaining("'empty' (b.jar) made nothing of 'empty' in its method create;");
    }

    @Test
    void mistakesOfTheAuthorAreNotTakenForThoseOfTheUser() {
        Parameter rate = Parameter.number("rate", 0, 1, "how much");
        Regularizers all = some(
                registered(FakeProvider.named("typing", rate).making(arguments -> by(arguments.number("rat"))), A),
                registered(FakeProvider.named("type", rate).making(arguments -> by(arguments.whole("rate"))), A),
                registered(
                        FakeProvider.named("silent", rate).making(arguments -> {
                            throw new IllegalArgumentException();
                        }),
                        A),
                registered(FakeProvider.named("static", rate).making(arguments -> new Uninitialized()), A),
                registered(
                        FakeProvider.named("mute", rate).making(arguments -> {
                            throw new Unspeakable();
                        }),
                        A));
        assertThatMaking(all, "typing").hasMessageContaining("no argument 'rat' of type NUMBER is declared");
        assertThatMaking(all, "type").hasMessageContaining("no argument 'rate' of type WHOLE is declared");
        assertThatMaking(all, "silent").hasMessageContaining("threw java.lang.IllegalArgumentException;");
        assertThatMaking(all, "static").hasMessageContaining("ExceptionInInitializerError: java.lang.Arithmetic");
        assertThatMaking(all, "mute").hasMessageContaining("threw " + Unspeakable.class.getName() + ";");
    }

    private static AbstractThrowableAssert<?, ?> assertThatMaking(Regularizers all, String name) {
        return assertThatThrownBy(() -> all.create(RegularizerSpecs.parse(name + ":0.5"), 2))
                .isInstanceOf(RegularizerException.class)
                .hasMessageStartingWith("regularizer '" + name + "' (a.jar) cannot be made of '" + name + ":0.5', ");
    }

    private static Regularizer by(double rate) {
        return (WeightDecay) (layer, step) -> (float) rate;
    }

    /** Its class cannot be initialized. */
    private static final class Uninitialized implements Regularizer {
        static final int NOTHING = Math.floorDiv(1, 0);
    }

    /** Its message cannot be made. */
    private static final class Unspeakable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("nothing to say");
        }
    }

    @Test
    void distanceCountsTypingErrors() {
        assertThat(Nearest.distance("dropout", "dropuot")).isEqualTo(2);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
        assertThat(Nearest.distance("l1", "l2")).isEqualTo(1);
    }
}
