package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.lanewise.cli.base.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RandomLabelsTest {
    @TempDir
    Path temporary;

    private Path data;

    @BeforeEach
    void writeData() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
    }

    private Outcome run(String... more) {
        return Outcome.of(Stream.concat(
                        Stream.of(more),
                        Stream.of("--data", data.toString(), "--hidden", "32", "--random-labels", "0.5"))
                .toArray(String[]::new));
    }

    private static JsonObject last(Outcome outcome) throws Exception {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.object().from(outcome.lines().getLast());
    }

    private static JsonObject kept(Path folder) throws Exception {
        return JsonParser.object().from(Files.readString(folder.resolve("run.json")));
    }

    @Test
    void imagesTrainedOnAreMislabelledAndThoseHeldOutAreNot() throws Exception {
        JsonObject end = last(run("train", "--json", "--epochs", "8", "--validation", "0.2"));
        assertThat(end.getDouble("inference_train_accuracy")).isBetween(0.5, 0.8);
        assertThat(end.getDouble("validation_accuracy")).isGreaterThan(0.9);
        assertThat(end.getDouble("test_accuracy")).isGreaterThan(0.9);
    }

    @Test
    void theRunKeepsThemAndGoesOnWithThem() throws Exception {
        Path whole = temporary.resolve("whole");
        Path half = temporary.resolve("half");
        last(run("train", "--json", "--epochs", "4", "--out", whole.toString()));
        last(run("train", "--json", "--epochs", "2", "--out", half.toString()));
        JsonObject resumed = last(Outcome.of("train", "--resume", half.toString(), "--epochs", "4", "--json"));

        assertThat(kept(whole).getObject("configuration").getDouble("random_labels"))
                .isEqualTo(0.5);
        assertThat(kept(whole).getString("command")).contains("--random-labels 0.5");
        assertThat(resumed.getString("weights_sha256"))
                .isEqualTo(kept(whole).getObject("result").getString("weights_sha256"));
        Outcome other = Outcome.of("train", "--resume", half.toString(), "--epochs", "5", "--random-labels", "0.6");
        assertThat(other.code()).isEqualTo(ExitCode.MODEL.code());
    }

    @Test
    void evaluationOnTheImagesTrainedOnTakesTheLabelsTrainedOn() throws Exception {
        Path out = temporary.resolve("out");
        last(run("train", "--json", "--epochs", "3", "--out", out.toString()));
        JsonObject seen = last(Outcome.of("evaluate", out.toString(), "--train", "--json"));
        assertThat(seen.getDouble("accuracy"))
                .isEqualTo(kept(out).getObject("result").getDouble("inference_train_accuracy"));
    }

    @Test
    void allSeedsAndArmsLearnTheSameLabels() throws Exception {
        List<String> rates = run("compare", "--json", "--epochs", "3", "--seeds", "2", "--arm", "none")
                .lines();
        JsonObject alone = last(run("train", "--json", "--epochs", "3", "--seed", "43"));
        assertThat(rates)
                .anySatisfy(line -> assertThat(line).contains("\"seed\":43", alone.getString("weights_sha256")));
    }

    @Test
    void whatIsNoFractionOrNoImageIsRefused() throws Exception {
        for (String wrong : List.of("-0.1", "1.5", "many")) {
            Outcome outcome = Outcome.of("--data", data.toString(), "--random-labels", wrong);
            assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
            assertThat(outcome.err()).contains("--random-labels: '" + wrong + "' must be a fraction from 0 to 1");
        }
        Path table = temporary.resolve("table.csv");
        Files.write(table, Arrays.asList("a,b", "1,x", "2,y", "3,x"));
        Outcome outcome = Outcome.of("--data", table.toString(), "--target", "b", "--random-labels", "0.5");
        assertThat(outcome.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(outcome.err()).contains("--random-labels is for images");
    }
}
