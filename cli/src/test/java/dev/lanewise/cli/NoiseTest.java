package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import dev.lanewise.cli.base.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --noise} of the commands that read a network. */
class NoiseTest {
    @TempDir
    static Path temporary;

    private static String images;
    private static String noisy;
    private static String plain;

    @BeforeAll
    static void train() throws Exception {
        Path data = TinyData.write(temporary.resolve("data"));
        images = data.resolve("t10k-images-idx3-ubyte").toString();
        noisy = train(data, "noisy", "dropout:0.6+weight-decay:1e-4");
        plain = train(data, "plain", "weight-decay:1e-4");
    }

    private static String train(Path data, String name, String regularizers) {
        String out = temporary.resolve(name).toString();
        Outcome outcome = Outcome.of(
                "--data",
                data.toString(),
                "--hidden",
                "24",
                "--epochs",
                "3",
                "--random-labels",
                "0.3",
                "--regularizer",
                regularizers,
                "--out",
                out);
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return out;
    }

    private static JsonObject last(Outcome outcome) throws Exception {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return JsonParser.object().from(outcome.lines().getLast());
    }

    @Test
    void predictionsHaveAMeanAndASpread() throws Exception {
        JsonObject each = last(Outcome.of("predict", noisy, images, "--noise", "20", "--json"));
        double sum = each.getObject("probabilities").values().stream()
                .mapToDouble(p -> ((Number) p).doubleValue())
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(each.getObject("spread").values())
                .hasSize(TinyData.CLASSES)
                .allSatisfy(
                        spread -> assertThat(((Number) spread).doubleValue()).isBetween(1e-5, 0.5));
        Outcome text = Outcome.of("predict", noisy, images, "--noise", "20");
        assertThat(text.lines())
                .hasSize(TinyData.TEST)
                .allMatch(line -> line.matches(".*: \\d \\d+\\.\\d ± \\d+\\.\\d %,.*"));
        assertThat(Outcome.of("predict", noisy, images, "--noise", "20").out()).isEqualTo(text.out());
    }

    @Test
    void evaluationTellsWhetherDoubtFindsTheWrongOnes() throws Exception {
        JsonObject doubt = last(Outcome.of("evaluate", noisy, "--noise", "20", "--json"));
        assertThat(doubt.getString("event")).isEqualTo("doubt");
        assertThat(doubt.getArray("ways")).hasSize(3);
        int inBins = doubt.getArray("ways").getObject(0).getArray("bins").stream()
                .mapToInt(bin -> ((JsonObject) bin).getInt("images"))
                .sum();
        assertThat(inBins).isEqualTo(TinyData.TEST);
        assertThat(doubt.getArray("tenths")).hasSize(10);
        assertThat(doubt.getArray("tenths").getObject(0).getDouble("spread"))
                .isLessThan(doubt.getArray("tenths").getObject(9).getDouble("spread"));
        Outcome text = Outcome.of("evaluate", noisy, "--noise", "20", "--train");
        assertThat(text.out())
                .contains("mean of 20 passes", "calibration error", "Of a wrong and a right image", "Calibration:");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(81));
    }

    @Test
    void networksWithoutNoiseAndTooFewPassesAreRefused() {
        Outcome without = Outcome.of("predict", plain, images, "--noise", "20");
        assertThat(without.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(without.err()).contains("was trained without noise on its input or its hidden layers");
        Outcome few = Outcome.of("evaluate", noisy, "--noise", "1");
        assertThat(few.code()).isEqualTo(ExitCode.USAGE.code());
        assertThat(few.err()).contains("--noise: '1' must be a whole number of passes from 2");
    }
}
