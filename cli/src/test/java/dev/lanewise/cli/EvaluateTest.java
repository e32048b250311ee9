package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kept network is evaluated on, and how that is shown. */
class EvaluateTest {
    @TempDir
    static Path temporary;

    private static Path data;
    private static Path out;

    @BeforeAll
    static void trainOnSome() throws Exception {
        data = TinyData.write(temporary.resolve("data"));
        out = temporary.resolve("run");
        Outcome trained = Outcome.of(
                "--data",
                data.toString(),
                "--hidden",
                "8",
                "--epochs",
                "2",
                "--limit",
                "200",
                "--validation",
                "0.25",
                "--out",
                out.toString());
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    private static JsonObject json(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("evaluate", out.toString(), "--train", "--json"));
        args.addAll(Arrays.asList(more));
        Outcome outcome = Outcome.of(args.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.object().from(outcome.out());
    }

    @Test
    void theTrainingImagesAreThoseOfTheRunWithoutWhatItHeldOutOrLeftOut() throws Exception {
        JsonObject run = JsonParser.object().from(Files.readString(out.resolve("run.json")));
        JsonObject result = run.getObject("result");
        JsonObject seen = json();
        assertThat(seen.getInt("images"))
                .isEqualTo(run.getObject("data").getObject("train").getInt("images"))
                .isLessThan(200);
        assertThat(seen.getDouble("loss")).isEqualTo(result.getDouble("inference_train_loss"));
        assertThat(seen.getDouble("accuracy")).isEqualTo(result.getDouble("inference_train_accuracy"));
    }

    @Test
    void allTrainingImagesOfOtherDataCount() throws Exception {
        Path other = TinyData.write(temporary.resolve("other"));
        byte[] labels = Files.readAllBytes(other.resolve("train-labels-idx1-ubyte"));
        labels[8] = 3;
        Files.write(other.resolve("train-labels-idx1-ubyte"), labels);
        assertThat(json("--data", other.toString()).getInt("images")).isEqualTo(TinyData.TRAIN);
    }

    @Test
    void theConfusionMatrixNamesItsColumns() {
        List<String> lines = Outcome.of("evaluate", out.toString()).lines();
        String head = lines.get(lines.size() - TinyData.CLASSES - 1);
        assertThat(head.strip().split(" +")).containsExactly("0", "1", "2", "3");
        assertThat(lines.getLast()).hasSameSizeAs(head).startsWith("3 ");
    }
}
