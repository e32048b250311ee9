package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of class-named folders of pictures, as data. */
class PictureFolderTest {
    @TempDir
    private Path directory;

    /** Bright on black: a disc, a cross, or a bar, of any size and place. */
    private static void draw(Path file, String thing, int side, Random random) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int size = side / 2 + random.nextInt(side / 4);
        int left = random.nextInt(side - size);
        int top = random.nextInt(side - size);
        for (int r = 0; r < size; r++) {
            for (int c = 0; c < size; c++) {
                double x = 2.0 * c / size - 1;
                double y = 2.0 * r / size - 1;
                boolean lit =
                        switch (thing) {
                            case "disc" -> x * x + y * y < 1;
                            case "cross" -> Math.abs(x) < 0.25 || Math.abs(y) < 0.25;
                            default -> Math.abs(x) < 0.3;
                        };
                if (lit) {
                    image.setRGB(left + c, top + r, 0xFFFFFF);
                }
            }
        }
        Files.createDirectories(file.getParent());
        ImageIO.write(image, "png", file.toFile());
    }

    private Path draw(String name, int each, int side, int seed) throws IOException {
        Path out = directory.resolve(name);
        Random random = new Random(seed);
        for (String thing : new String[] {"disc", "cross", "bar"}) {
            for (int i = 0; i < each; i++) {
                draw(out.resolve(thing).resolve(i + ".png"), thing, side, random);
            }
        }
        return out;
    }

    private static Outcome ok(String... arguments) {
        Outcome outcome = Outcome.of(arguments);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome;
    }

    private static Outcome train(Path data, Path out) {
        return ok(
                "train",
                "--data",
                data.toString(),
                "--hidden",
                "32",
                "--epochs",
                "25",
                "--batch-size",
                "16",
                "--optimizer",
                "adam",
                "--out",
                out.toString());
    }

    @Test
    void picturesOfClassesAreLearnedEvaluatedAndRecognised() throws Exception {
        Path data = draw("shapes", 40, 100, 1);
        Files.writeString(data.resolve("disc").resolve("notes.txt"), "no picture");
        Files.createDirectories(data.resolve(".hidden"));
        Path out = directory.resolve("run");
        Outcome trained = train(data, out);
        assertThat(trained.err())
                .contains("Training 784-32-3", "96 images", "pictures are taken as gray images of 28 x 28 pixels");
        assertThat(JsonParser.object()
                        .from(ok("evaluate", out.toString(), "--json").out())
                        .getDouble("accuracy"))
                .isGreaterThan(0.9);
        Path picture = directory.resolve("new.png");
        draw(picture, "cross", 300, new Random(5));
        assertThat(ok("predict", out.toString(), picture.toString()).out()).contains("new.png: cross ");
        assertThat(ok("info", "--data", data.toString()).out())
                .contains("training images: 96", "test images: 24", "28 x 28 pixels", "range: 0 to 255", "bar: 32")
                .contains("the largest class is 1.0 times the smallest");
    }

    @Test
    void tooFewPicturesToTestOnAreRefused() throws IOException {
        Path few = draw("few", 2, 16, 1);
        Outcome outcome = Outcome.of("train", "--data", few.toString());
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("few has too few pictures: a fifth of each class is held out to test on");
    }

    @Test
    void trainAndTestMayBeApartAndSmallPicturesKeepTheirSize() throws Exception {
        Path data = directory.resolve("apart");
        draw("apart/train", 30, 16, 1);
        draw("apart/test", 5, 16, 2);
        Path out = directory.resolve("run");
        assertThat(train(data, out).err()).contains("Training 256-32-3", "90 images");
        Path other = draw("other", 10, 16, 3);
        try (var files = Files.list(other.resolve("bar"))) {
            for (Path each : files.toList()) {
                Files.delete(each);
            }
        }
        assertThat(JsonParser.object()
                        .from(ok("evaluate", out.toString(), "--data", other.toString(), "--json")
                                .out())
                        .getDouble("accuracy"))
                .as("a folder with fewer classes is understood by their names")
                .isGreaterThan(0.7);
    }

    @Test
    void aFolderOfOneClassIsRefusedAndOneToTrainOnIsWarnedOf() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 10; i++) {
            draw(directory.resolve("one/disc/" + i + ".png"), "disc", 16, random);
            draw(directory.resolve("apart/train/disc/" + i + ".png"), "disc", 16, random);
        }
        draw("apart/test", 2, 16, 2);
        Outcome refused = Outcome.of("train", "--data", directory.resolve("one").toString(), "--epochs", "1");
        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("of one class; give images of two or more");
        assertThat(ok("train", "--data", directory.resolve("apart").toString(), "--epochs", "1", "--hidden", "4")
                        .err())
                .contains("all training images are of class disc, so that there is nothing to tell apart");
    }

    @Test
    void aPictureThatCannotBeReadIsNamed() throws Exception {
        Path data = draw("shapes", 5, 16, 1);
        Files.writeString(data.resolve("disc").resolve("3.png"), "no picture");
        Outcome outcome = Outcome.of("train", "--data", data.toString(), "--epochs", "1");
        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("disc/3.png is not a picture that can be read")
                .doesNotContain("\tat ");
    }
}
