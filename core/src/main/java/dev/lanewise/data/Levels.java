package dev.lanewise.data;

import java.util.function.IntToDoubleFunction;

/**
 * What is black and what is white among brightnesses that are not unsigned bytes, whose type does not tell.
 *
 * <p>Numbers from 0 to 1 are taken for shares of white, larger ones for numbers of as many bits as the largest needs, at least
 * 8. If some are below zero, those from -1 to 1 are taken for the whole range, others from the least to the most.
 */
public record Levels(double black, double white) {
    private static final double BYTE = 255;

    /**
     * The levels of these brightnesses.
     *
     * @throws IllegalArgumentException if one is not a finite number
     */
    public static Levels of(IntToDoubleFunction values, int count) {
        double least = 0;
        double most = 0;
        for (int i = 0; i < count; i++) {
            double value = values.applyAsDouble(i);
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("number " + i + " is " + value);
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        if (least < 0) {
            return least >= -1 && most <= 1 ? new Levels(-1, 1) : new Levels(least, most);
        }
        double white = most <= 1 ? 1 : BYTE;
        while (white < most) {
            white = 2 * white + 1;
        }
        return new Levels(0, white);
    }

    /** Whether a brightness is taken for black or white without being it. */
    public boolean isBeyond(double value) {
        return value < black || value > white;
    }

    /** For people: what numbers that are no unsigned bytes are taken for. */
    @Override
    public String toString() {
        return "of the 256 shades they are given, " + black + " is black and " + white + " is white";
    }

    /** A brightness from 0 to 255; what is beyond black or white is taken for it. */
    public double of(double value) {
        return Math.clamp(BYTE * (value - black) / (white - black), 0, BYTE);
    }
}
