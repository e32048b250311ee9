package dev.lanewise.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Things are told from what they lie on; where that cannot be done, it is said. */
class CutoutTest {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    /** A picture drawn by a formula in x and y, which go from 0 to 1. */
    private static GrayImage drawn(DoubleBinaryOperator brightness) {
        float[] out = new float[HEIGHT * WIDTH];
        for (int r = 0; r < HEIGHT; r++) {
            for (int c = 0; c < WIDTH; c++) {
                double value = brightness.applyAsDouble((c + 0.5) / WIDTH, (r + 0.5) / HEIGHT);
                out[r * WIDTH + c] = (float) Math.clamp(value, 0, 255);
            }
        }
        return new GrayImage(out, HEIGHT, WIDTH);
    }

    private static boolean onDisc(double x, double y) {
        return Math.hypot(4 * (x - 0.5), 3 * (y - 0.5)) < 1;
    }

    /** On a plain background of 240 there is a disc of radius 80 pixels. */
    private static GrayImage disc(DoubleBinaryOperator otherwise) {
        return drawn((x, y) -> onDisc(x, y) ? 60 : otherwise.applyAsDouble(x, y));
    }

    private static void isTheDisc(GrayImage picture) {
        Cutout cutout = Cutout.of(picture);
        assertThat(cutout.plain()).isTrue();
        assertThat(cutout.thing()).hasValueSatisfying(thing -> {
            assertThat(thing.rows()).isBetween(158, 164);
            assertThat(thing.columns()).isBetween(158, 164);
            assertThat(thing.at(thing.rows() / 2, thing.columns() / 2)).isGreaterThan(150);
            assertThat(thing.at(0, 0)).isLessThan(30);
        });
    }

    @Test
    void whatLiesAroundAThingDoesNotCountAsPartOfIt() {
        isTheDisc(disc((x, y) -> 240));
        isTheDisc(disc((x, y) -> x > 0.99 && y > 0.4 && y < 0.43 ? 0 : 240)); // something at the edge
        isTheDisc(disc((x, y) -> Math.hypot(4 * (x - 0.1), 3 * (y - 0.1)) < 0.02 ? 0 : 240)); // dust
        isTheDisc(disc((x, y) -> y < 0.02 ? 0 : 240)); // a dark line along one side
        isTheDisc(disc((x, y) -> Math.min(Math.min(x, 1 - x), Math.min(y, 1 - y)) < 0.07 ? 0 : 240)); // a thick frame
        isTheDisc(disc((x, y) -> Math.abs(Math.min(Math.min(x, 1 - x), Math.min(y, 1 - y)) - 0.05) < 0.01 ? 0 : 240));
    }

    @Test
    void unevenLightIsTakenOff() {
        isTheDisc(disc((x, y) -> 250 - 60 * x));
        isTheDisc(disc((x, y) -> 250 - 30 * x - 40 * y * y));
        isTheDisc(disc((x, y) -> 245 * (1 - 0.3 * Math.pow(Math.hypot(x - 0.5, y - 0.5), 4))));
        isTheDisc(disc((x, y) -> 230 - 25 * Math.pow(Math.hypot(x - 0.5, y - 0.5), 2)));
    }

    @Test
    void brightThingsOnGrayAreBright() {
        isTheDisc(drawn((x, y) -> onDisc(x, y) ? 250 : 150));
        isTheDisc(drawn((x, y) -> onDisc(x, y) ? 200 : 60));
    }

    /** What nobody should lay a thing on. */
    enum Pattern {
        CHECKS((x, y) -> (int) (10 * x) + (int) (8 * y) & 1),
        STRIPES((x, y) -> (int) (12 * x) & 1),
        TWO_TABLES((x, y) -> y < 0.5 ? 1 : 0),
        GRAIN((x, y) -> 0.5 + 0.5 * Math.sin(60 * y + 5 * Math.sin(6 * x))),
        ROOM((x, y) -> (x < 0.3 ? 0.2 : x < 0.6 ? 0.8 : 0.5) + (y > 0.7 ? 0.2 : 0));

        private final DoubleBinaryOperator shade;

        Pattern(DoubleBinaryOperator shade) {
            this.shade = shade;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPatternIsNoPlainBackground(Pattern pattern) {
        DoubleBinaryOperator background = (x, y) -> 100 + 120 * pattern.shade.applyAsDouble(x, y);
        assertThat(Cutout.of(disc(background)).plain()).isFalse();
        assertThat(Cutout.of(drawn(background)).plain()).isFalse();
    }

    @Test
    void noiseIsNoPlainBackgroundWhenItIsStrong() {
        Random random = new Random(1);
        assertThat(Cutout.of(disc((x, y) -> 128 + 40 * random.nextGaussian())).plain())
                .isFalse();
        isTheDisc(disc((x, y) -> 230 + 4 * random.nextGaussian()));
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        Random random = new Random(2);
        for (double level : new double[] {0, 40, 128, 242, 255}) {
            assertThat(Cutout.of(drawn((x, y) -> level)).thing()).isEmpty();
            assertThat(Cutout.of(drawn((x, y) -> level + 3 * random.nextGaussian()))
                            .thing())
                    .isEmpty();
            assertThat(Cutout.of(drawn((x, y) -> level * (1 - 0.15 * (x * x + y * y))))
                            .thing())
                    .isEmpty();
        }
        assertThat(Cutout.of(new GrayImage(new float[] {77}, 1, 1)).thing()).isEmpty();
        assertThat(Cutout.of(new GrayImage(new float[] {0, 255, 0, 0, 0, 0}, 2, 3))
                        .thing())
                .isEmpty();
        assertThat(Cutout.of(new GrayImage(new float[500], 500, 1)).thing()).isEmpty();
    }
}
