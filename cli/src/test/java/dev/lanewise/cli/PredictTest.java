package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code predict} says of pictures, with a network that was trained on dark things on a light background. */
class PredictTest {
    private static final String IMAGES = "t10k-images-idx3-ubyte";

    @TempDir
    static Path temporary;

    private static Path data;
    private static String run;

    @BeforeAll
    static void trainOnce() throws IOException {
        data = TinyData.write(temporary.resolve("light"));
        for (String file : List.of("train-images-idx3-ubyte", IMAGES)) {
            byte[] bytes = Files.readAllBytes(data.resolve(file));
            for (int i = 16; i < bytes.length; i++) {
                bytes[i] = (byte) (255 - (bytes[i] & 0xFF) / 2);
            }
            Files.write(data.resolve(file), bytes);
        }
        run = temporary.resolve("run").toString();
        Outcome trained = Outcome.of(
                "--data",
                data.toString(),
                "--hidden",
                "32",
                "--optimizer",
                "adam",
                "--learning-rate",
                "0.01",
                "--epochs",
                "10",
                "--out",
                run);
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    private static Outcome predict(BufferedImage picture) throws IOException {
        Path file = temporary.resolve("picture.png");
        ImageIO.write(picture, "png", file.toFile());
        return Outcome.of("predict", run, file.toString());
    }

    @Test
    void picturesOfTheTestSetAreAnsweredLikeTheTestSet() throws IOException, JsonParserException {
        byte[] idx = Files.readAllBytes(data.resolve(IMAGES));
        List<String> args = new ArrayList<>(List.of("predict", run, "--json"));
        for (int i = 0; i < TinyData.TEST; i++) {
            BufferedImage picture = new BufferedImage(TinyData.SIDE, TinyData.SIDE, BufferedImage.TYPE_BYTE_GRAY);
            for (int k = 0; k < TinyData.SIDE * TinyData.SIDE; k++) {
                int value = idx[16 + i * TinyData.SIDE * TinyData.SIDE + k] & 0xFF;
                picture.getRaster().setSample(k % TinyData.SIDE, k / TinyData.SIDE, 0, value);
            }
            Path file = temporary.resolve("test" + i + ".png");
            ImageIO.write(picture, "png", file.toFile());
            args.add(file.toString());
        }
        List<String> asPictures = answers(args);
        assertThat(asPictures)
                .hasSize(TinyData.TEST)
                .isEqualTo(answers(
                        List.of("predict", run, "--json", data.resolve(IMAGES).toString())));
        long right = 0;
        for (int i = 0; i < TinyData.TEST; i++) {
            right += asPictures.get(i).startsWith(i % TinyData.CLASSES + " ") ? 1 : 0;
        }
        assertThat(right).isGreaterThan(TinyData.TEST - 5);
    }

    private static List<String> answers(List<String> args) throws JsonParserException {
        List<String> out = new ArrayList<>();
        for (String line : Outcome.of(args.toArray(String[]::new)).lines()) {
            JsonObject prediction = JsonParser.object().from(line);
            out.add(prediction.getString("class") + " " + prediction.getDouble("probability"));
        }
        return out;
    }

    private static BufferedImage plain(int width, int height, Color color) {
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            out.setRGB(i % width, i / width, color.getRGB());
        }
        return out;
    }

    @Test
    void blankPicturesAreOfNoClass() throws IOException, JsonParserException {
        for (Color color : List.of(Color.BLACK, Color.WHITE, Color.GRAY, new Color(242, 242, 242))) {
            for (int side : new int[] {1, 2, TinyData.SIDE, 300}) {
                Outcome outcome = predict(plain(side, side, color));
                assertThat(outcome.code()).isZero();
                assertThat(outcome.out())
                        .endsWith("picture.png: nothing is there that is brighter or darker than the background"
                                + System.lineSeparator());
            }
        }
        JsonObject event = JsonParser.object()
                .from(Outcome.of(
                                "predict",
                                run,
                                "--json",
                                temporary.resolve("picture.png").toString())
                        .out());
        assertThat(event).containsEntry("class", null).containsEntry("probability", null);
    }

    @Test
    void aPictureThatCannotBeReadKeepsNoOtherFromBeingAnswered() throws IOException, JsonParserException {
        String good = temporary.resolve("good.png").toString();
        ImageIO.write(plain(30, 30, Color.WHITE), "png", new File(good));
        String bad =
                Files.writeString(temporary.resolve("bad.png"), "no picture").toString();
        String missing = temporary.resolve("missing.png").toString();
        Outcome text = Outcome.of("predict", run, bad, good, missing, good);
        assertThat(text.code()).isEqualTo(3);
        assertThat(text.lines()).hasSize(2).allMatch(each -> each.contains("good.png: "));
        assertThat(text.err().lines())
                .filteredOn(each -> each.startsWith("lanewise: "))
                .satisfiesExactly(
                        each -> assertThat(each).contains("bad.png is not a picture that can be read"),
                        each -> assertThat(each).contains("missing.png does not exist"));
        List<String> json =
                Outcome.of("predict", run, "--json", good, bad, good).lines();
        assertThat(json).hasSize(3);
        assertThat(JsonParser.object().from(json.get(1)))
                .containsEntry("event", "error")
                .containsEntry("exit_code", 3);
        assertThat(json.get(2)).contains("\"prediction\"");
    }

    @Test
    void namesOfFilesGiveTheTerminalNoOrders() throws IOException {
        Path file = temporary.resolve("a\u001B[31m\nb.png");
        ImageIO.write(plain(30, 30, Color.WHITE), "png", file.toFile());
        assertThat(Outcome.of("predict", run, file.toString()).out()).contains("a?[31m?b.png: nothing");
    }

    @Test
    void aPictureOnAPatternIsAnsweredWithAWarning() throws IOException {
        Random random = new Random(1);
        BufferedImage picture = plain(200, 200, Color.WHITE);
        for (int i = 0; i < 200 * 200; i++) {
            picture.getRaster().setSample(i % 200, i / 200, i % 3, 120 + 60 * random.nextGaussian());
        }
        Outcome outcome = predict(picture);
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).contains("picture.png: its background is not plain, so the answer may be wrong; put");
    }
}
