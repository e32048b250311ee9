package dev.lanewise.predict;

import java.util.Arrays;

/** Predictions that nobody asked for, so that those that are asked for find compiled code. */
final class WarmUp {
    private static final int SINGLE = 500;
    private static final int BATCHES = 5;

    /** The compiler waits for some thousand calls, and works beside them. */
    private static final int FEWEST_ROUNDS = 10;

    private static final int MOST_ROUNDS = 40;

    /** A round is as fast as it gets if it took no less than so much of the fastest before. */
    private static final double NO_FASTER = 0.9;

    /** So many rounds that are no faster end it. */
    private static final int LAST = 3;

    private final Predictor predictor;
    private final float[] rows;
    private final float[] out;
    private final float[] row;
    private final float[] one;

    WarmUp(Predictor predictor) {
        this.predictor = predictor;
        rows = new float[Math.multiplyExact(Workspace.BATCH, predictor.features())];
        out = new float[Math.multiplyExact(Workspace.BATCH, predictor.outputs())];
        row = new float[predictor.features()];
        one = new float[predictor.outputs()];
        for (int i = 0; i < rows.length; i += 2) {
            rows[i] = 1; // every second one is zero, as zeros have code of their own
        }
        System.arraycopy(rows, 0, row, 0, row.length);
    }

    void run() {
        long fastest = Long.MAX_VALUE;
        int last = 0;
        for (int round = 0; round < MOST_ROUNDS && (round < FEWEST_ROUNDS || last < LAST); round++) {
            long time = round();
            last = time > NO_FASTER * fastest ? last + 1 : 0;
            fastest = Math.min(fastest, time);
        }
    }

    private long round() {
        long start = System.nanoTime();
        byte[] pixels = new byte[row.length];
        Arrays.fill(pixels, (byte) 1);
        for (int i = 0; i < SINGLE; i++) {
            predictor.predict(row, one);
            predictor.predict(pixels, one);
        }
        for (int i = 0; i < BATCHES; i++) {
            predictor.predict(rows, out);
        }
        return System.nanoTime() - start;
    }
}
