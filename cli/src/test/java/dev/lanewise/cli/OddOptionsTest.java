package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that can be done but make little sense get a line of warning; how numbers are written is what they were. */
class OddOptionsTest {
    @TempDir
    static Path temporary;

    private static Path data;

    @BeforeAll
    static void writeData() throws IOException {
        data = TinyData.write(temporary.resolve("data"));
    }

    private static Outcome run(String... more) {
        Outcome outcome =
                Outcome.of(Outcome.with(List.of("--data", data.toString(), "--hidden", "4", "--epochs", "1"), more));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --regularizer | dropout:1            | 'dropout:1' drops all units of a layer
                    --regularizer | l2:0.1+dropout:p=1.0 | 'dropout:p=1.0' drops all units of a layer
                    --regularizer | input-dropout:1      | 'input-dropout:1' drops all pixels
                    --regularizer | label-smoothing:1    | 'label-smoothing:1' makes all classes equally right
                    --regularizer | cutout:15            | 'cutout:15' hides every pixel of all images
                    --regularizer | max-norm:0           | 'max-norm:0' keeps all weights at zero
                    --regularizer | spectral-norm:0      | 'spectral-norm:0' keeps all weights at zero
                    --regularizer | dropout:0            | 'dropout:0' does nothing, as 0 is no strength; leave it out, or give more
                    --regularizer | l1:0.1+l2:0.0        | 'l2:0.0' does nothing
                    --regularizer | weight-decay:decay=0,biases=true | 'weight-decay:decay=0,biases=true' does nothing
                    --regularizer | group-dropout:0,size=8 | 'group-dropout:0,size=8' does nothing
                    --regularizer | group-dropout:size=8,p=0 | 'group-dropout:size=8,p=0' does nothing
                    --regularizer | gradient-noise:0,0.6 | 'gradient-noise:0,0.6' does nothing
                    --regularizer | gradient-noise:0     | 'gradient-noise:0' does nothing
                    --regularizer | kl-sparsity:0.05,0   | 'kl-sparsity:0.05,0' does nothing
                    --regularizer | kl-sparsity:beta=0,rho=0.05 | 'kl-sparsity:beta=0,rho=0.05' does nothing
                    --schedule    | cosine:5             | 'cosine:5' warms up through the only epoch
                    --schedule    | step:3,0.5           | 'step:3,0.5' has its first step after the only epoch
                    --average     | swa:7                | 'swa:7' begins after epoch 7, but the run has 1, so that nothing is averaged
                    --regularizer | dropout:0.5to0.1     | 'dropout:0.5to0.1' changes from epoch to epoch, but the run has one
                    """)
    void nonsenseIsWarnedOfInOneLineEvenToTheQuiet(String option, String value, String words) {
        assertThat(run("-q", option, value).err().lines())
                .singleElement()
                .asString()
                .startsWith("lanewise: " + option + ": " + words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dropout:0.99",
                "elastic-net:0,0.1",
                "augment:0,0.5",
                "cutout:14",
                "l2:1",
                "max-norm:1",
                "gradient-noise:0.1,0",
                "kl-sparsity:0.05,0.1",
                "group-dropout:0.1,size=1",
                "none"
            })
    void whatMakesSenseIsNot(String regularizer) {
        assertThat(run("-q", "--regularizer", regularizer).err()).isEmpty();
    }

    @Test
    void numbersThatChangeFromNothingToNothingAreWarnedOf() {
        assertThat(run("-q", "--epochs", "2", "--regularizer", "dropout:0to0to0")
                        .err())
                .startsWith("lanewise: --regularizer: 'dropout:0to0to0' does nothing");
        assertThat(run("-q", "--epochs", "2", "--regularizer", "dropout:0to0.5").err())
                .isEmpty();
    }

    @Test
    void moreThreadsThanProcessorsAreWarnedOf() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(run("-q", "--threads", Integer.toString(processors)).err()).isEmpty();
        assertThat(run("-q", "--threads", Integer.toString(processors + 1)).err())
                .startsWith("lanewise: --threads: '" + (processors + 1) + "' are more than the processors");
    }

    @Test
    void pluginsThatAreNamedAndLeftOutAreWarnedOf() {
        String[] both = {"-q", "--no-plugins", "--plugins", temporary.toString()};
        for (Outcome each : List.of(run(both), Outcome.of(Outcome.with(List.of("regularizers"), both)))) {
            assertThat(each.err())
                    .startsWith("lanewise: --no-plugins: leaves out what --plugins names, too; give one of the two");
        }
    }

    @Test
    void aPluginThatCannotBeLoadedIsWarnedOfEvenToTheQuiet() throws IOException {
        Path jar = Files.writeString(temporary.resolve("broken.jar"), "not a jar");
        assertThat(run("-q", "--plugins", jar.toString()).err().lines())
                .singleElement()
                .asString()
                .startsWith("lanewise: plug-in left out: " + jar + " is not a readable jar");
    }

    @Test
    void whatIsForTablesIsRefusedForImages() {
        Outcome outcome = Outcome.of("--data", data.toString(), "--missing", "mean");
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("--missing is for tables; give a file");
    }

    /** Over a preset or a configuration file that asks for something else. */
    @ParameterizedTest
    @CsvSource({
        "regularizer, none",
        "average, none",
        "early-stopping, never",
        "class-weights, none",
        "limit, all",
        "threads, auto",
        "kernels, auto",
        "validation, 0",
        "random-labels, 0",
        "missing, error",
        "schedule, constant"
    })
    void theDefaultThatTheHelpNamesCanBeTyped(String option, String value) {
        assertThat(Outcome.of("train", "--help").words()).contains("Default: " + value);
        assertThat(run("-q", "--" + option, value).err()).isEmpty();
    }

    @Test
    void aComparisonWarnsOnceOfEachThing() {
        Outcome outcome = Outcome.of(
                "compare",
                "-q",
                "--data",
                data.toString(),
                "--hidden",
                "4",
                "--epochs",
                "1",
                "--seeds",
                "2",
                "--arm",
                "none",
                "--arm",
                "dropout:1",
                "--schedule",
                "cosine:1");
        assertThat(outcome.err().lines()).hasSize(2);
    }

    @Test
    void numbersAreEchoedAsPeopleWriteThem() {
        Outcome outcome = run(
                "--json", "--learning-rate", "0.0001", "--validation", "0.30", "--regularizer", "weight-decay:0.0001");
        assertThat(outcome.lines().getFirst())
                .contains("--learning-rate 0.0001 ", "--validation 0.3 ", "--regularizer weight-decay:0.0001 ")
                .contains("\"learning_rate\":1.0E-4", "\"validation\":0.3");
        assertThat(run("--json", "--learning-rate", "1e-12").lines().getFirst()).contains("--learning-rate 1e-12 ");
        assertThat(run("--learning-rate", "0.0001").err()).contains("learning rate 0.0001 constant");
    }

    @Test
    void blanksInAScheduleDoNotCount() {
        assertThat(run("--schedule", " step: 1, 0.1", "--json").lines().getFirst())
                .contains("\"schedule\":\"step:1,0.1\"");
    }

    @Test
    void manyLayersOfOneSizeAreRepeatedByTheCommandThatIsKept() {
        String many = "4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4,4";
        String start = run("--json", "--hidden", many).lines().getFirst();
        assertThat(start).contains("--hidden 4x15,4x3 ", "\"layers\":[64," + many + ",4]");
        assertThat(run("--json", "--hidden", "4x15,4x3").lines().getFirst()).contains("\"layers\":[64," + many + ",4]");
    }
}
