package dev.lanewise.nn;

/** A row of numbers, one for each class, read as a class. */
public final class Classes {
    private Classes() {}

    /** The class with the greatest of {@code classes} numbers from {@code at} on, the first of equals. */
    public static int greatest(float[] numbers, int at, int classes) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            if (numbers[at + c] > numbers[at + best]) {
                best = c;
            }
        }
        return best;
    }

    /**
     * Whether {@code which} is {@link #greatest} of numbers of which none is NaN. If it mostly is, as a guess of a trained network, this
     * takes a fraction of the time: the processor foresees every branch.
     */
    static boolean isGreatest(float[] numbers, int at, int classes, int which) {
        float number = numbers[at + which];
        for (int c = 0; c < classes; c++) {
            if (numbers[at + c] > number || numbers[at + c] == number && c < which) {
                return false;
            }
        }
        return true;
    }
}
