package dev.lanewise.testkit;

import java.util.Arrays;

/** An array lent to a hook, longer than it says, that finds out if the rest was written to. */
final class Guarded {
    private static final float GUARD = -12345.678f;
    private static final int EXTRA = 9;

    private final float[] array;
    private final int length;

    Guarded(float[] values) {
        length = values.length;
        array = Arrays.copyOf(values, length + EXTRA);
        Arrays.fill(array, length, array.length, GUARD);
    }

    float[] array() {
        return array;
    }

    /** The values as they are now. */
    float[] values() {
        for (int i = length; i < array.length; i++) {
            if (array[i] != GUARD) {
                throw new ContractViolation("element " + i + " was written to, but length() is " + length
                        + " and so that is outside the block");
            }
        }
        return Arrays.copyOf(array, length);
    }
}
