package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.image.Photograph;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of the first sixty test images of Fashion-MNIST, photographed on many backgrounds, hardly fewer are recognised than of the
 * images themselves. The network is made by the command in {@link #trainOnce}.
 */
class OwnPicturesTest {
    private static final int COUNT = 60;
    private static final int LOST = 5;

    @TempDir
    static Path temporary;

    private static String run;
    private static LabelledImages images;
    private static int recognised;

    @BeforeAll
    static void trainOnce() throws IOException, JsonParserException {
        run = temporary.resolve("run").toString();
        assertThat(Outcome.of(
                                "--hidden",
                                "64",
                                "--limit",
                                "20000",
                                "--epochs",
                                "4",
                                "--optimizer",
                                "adam",
                                "--out",
                                run)
                        .code())
                .isZero();
        images = FashionMnist.load().test().limit(COUNT);
        recognised = right(photographs("own", i -> ownSize(i)));
        assertThat(recognised).isGreaterThan(45);
    }

    /** Writes pictures of the sixty. */
    private static List<String> photographs(String name, IntFunction<BufferedImage> picture) throws IOException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Path file = temporary.resolve(name + i + ".png");
            ImageIO.write(picture.apply(i), "png", file.toFile());
            files.add(file.toString());
        }
        return files;
    }

    private static BufferedImage ownSize(int index) {
        BufferedImage out = new BufferedImage(images.columns(), images.rows(), BufferedImage.TYPE_BYTE_GRAY);
        out.getRaster()
                .setDataElements(
                        0,
                        0,
                        images.columns(),
                        images.rows(),
                        images.select(index).pixels());
        return out;
    }

    private static int right(List<String> files) throws JsonParserException {
        List<String> args = new ArrayList<>(List.of("predict", run, "--json"));
        args.addAll(files);
        List<String> lines = Outcome.of(args.toArray(String[]::new)).lines();
        assertThat(lines).hasSize(COUNT);
        int count = 0;
        for (int i = 0; i < COUNT; i++) {
            JsonObject prediction = JsonParser.object().from(lines.get(i));
            assertThat(prediction.has("doubt")).as(lines.get(i)).isFalse();
            count += images.classNames().get(images.label(i)).equals(prediction.getString("class")) ? 1 : 0;
        }
        return count;
    }

    private static void losesFew(String what, List<String> files) throws JsonParserException {
        int right = right(files);
        assertThat(right).as(what).isGreaterThanOrEqualTo(recognised - LOST);
    }

    @ParameterizedTest
    @EnumSource
    void theBackgroundMakesLittleDifference(Photograph.On background) throws IOException, JsonParserException {
        losesFew(background.name(), photographs(background.name(), i -> Photograph.of(images, i, background)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theWayTheCameraWasHeldMakesNoDifference(int orientation) throws IOException, JsonParserException {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Path file = temporary.resolve(orientation + "-" + i + ".jpg");
            Photograph.writeJpeg(Photograph.of(images, i, Photograph.On.PAPER_255), orientation, file);
            files.add(file.toString());
        }
        losesFew("orientation " + orientation, files);
    }
}
