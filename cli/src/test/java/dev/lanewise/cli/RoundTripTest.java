package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network is trained, kept, evaluated and asked. */
class RoundTripTest {
    @TempDir
    static Path temporary;

    private static String run;
    private static JsonObject end;

    @BeforeAll
    static void trainOnce() throws IOException, JsonParserException {
        Path data = TinyData.write(temporary.resolve("data"));
        run = temporary.resolve("run").toString();
        Outcome outcome = Outcome.of(
                "--data",
                data.toString(),
                "--hidden",
                "16",
                "--epochs",
                "8",
                "--batch-size",
                "16",
                "--out",
                run,
                "--json");
        end = JsonParser.object().from(outcome.lines().getLast());
    }

    @Test
    void evaluateGivesTheSameNumbers() throws JsonParserException {
        Outcome outcome = Outcome.of("evaluate", run, "--json");
        JsonObject evaluation = JsonParser.object().from(outcome.out());
        assertThat(evaluation.getDouble("loss")).isEqualTo(end.getDouble("test_loss"));
        assertThat(evaluation.getDouble("accuracy")).isEqualTo(end.getDouble("test_accuracy"));
        assertThat(evaluation.getString("weights_sha256")).isEqualTo(end.getString("weights_sha256"));
        int counted = IntStream.range(0, TinyData.CLASSES)
                .map(c -> evaluation.getArray("confusion").getArray(c).stream()
                        .mapToInt(each -> (Integer) each)
                        .sum())
                .sum();
        assertThat(counted).isEqualTo(TinyData.TEST);
        JsonObject train = JsonParser.object()
                .from(Outcome.of("evaluate", run, "--json", "--train").out());
        assertThat(train.getDouble("loss")).isEqualTo(end.getDouble("inference_train_loss"));
    }

    @Test
    void evaluateShowsTablesThatFitTheTerminal() {
        Outcome outcome = Outcome.of("evaluate", run + "/model.safetensors");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("100 test images: loss", "precision", "what it was taken for");
        assertThat(outcome.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void predictNamesTheClassOfPicturesAndIdxFiles() throws Exception {
        byte[] pixels = TinyData.image(2, new Random(9));
        BufferedImage image = new BufferedImage(TinyData.SIDE, TinyData.SIDE, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, TinyData.SIDE, TinyData.SIDE, pixels);
        Path png = temporary.resolve("two.png");
        ImageIO.write(image, "png", png.toFile());
        Outcome text = Outcome.of("predict", run, png.toString());
        assertThat(text.out()).matches("(?s).*two.png: 2 \\d+\\.\\d %, . \\d+\\.\\d %, . \\d+\\.\\d %\\R");
        String idx = temporary.resolve("data/t10k-images-idx3-ubyte").toString();
        Outcome json = Outcome.of("predict", run, png.toString(), idx, "--json");
        assertThat(json.lines()).hasSize(1 + TinyData.TEST);
        JsonObject first = JsonParser.object().from(json.lines().getFirst());
        assertThat(first.getString("class")).isEqualTo("2");
        double sum = first.getObject("probabilities").values().stream()
                .mapToDouble(each -> ((Number) each).doubleValue())
                .sum();
        assertThat(sum).isBetween(0.999, 1.001);
    }

    @Test
    void infoTellsWhatTrainingRunsOn() throws JsonParserException {
        Outcome outcome = Outcome.of("info", "--json");
        JsonObject info = JsonParser.object().from(outcome.out());
        assertThat(info.keySet()).contains("jvm", "kernels", "kernels_because", "data", "regularizers", "processors");
        assertThat(Outcome.of("info").out()).contains("kernels: simd", "  dropout ");
    }

    @Test
    void helpListsCommandsOptionsDefaultsAndExitCodes() {
        String main = Outcome.of("--help").out();
        String train = Outcome.of("train", "--help").out();
        assertThat(main).contains("train", "evaluate", "predict", "info", "regularizers", "130   ended by Ctrl-C");
        assertThat(train).contains("--regularizer", "p is the probability", "Default: 256,256", "--resume");
        assertThat((main + train).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }
}
