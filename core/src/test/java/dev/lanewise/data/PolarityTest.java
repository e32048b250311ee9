package dev.lanewise.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolarityTest {
    /** Two images of 3 x 4 pixels with one middle and one border. */
    private static LabelledImages images(int... borders) {
        byte[] pixels = new byte[borders.length * 12];
        for (int i = 0; i < pixels.length; i++) {
            boolean middle = i % 12 == 5 || i % 12 == 6;
            pixels[i] = (byte) (middle ? 255 - borders[i / 12] : borders[i / 12]);
        }
        return new LabelledImages(pixels, new byte[borders.length], 3, 4, List.of("0", "1"));
    }

    @ParameterizedTest
    @CsvSource({"0, 30, BRIGHT_ON_DARK", "255, 230, DARK_ON_LIGHT", "0, 255, MIXED", "128, 128, MIXED"})
    void isThatOfMostBorders(int first, int second, Polarity expected) {
        assertThat(Polarity.of(images(first, second))).isEqualTo(expected);
    }

    @Test
    void aFewThingsThatReachTheBorderDoNotMatter() {
        assertThat(Polarity.of(images(0, 0, 255))).isEqualTo(Polarity.BRIGHT_ON_DARK);
    }

    @ParameterizedTest
    @EnumSource
    void isReadFromItsText(Polarity each) {
        assertThat(Polarity.parse(each.toString())).contains(each);
    }
}
