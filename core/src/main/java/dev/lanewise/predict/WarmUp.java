package dev.lanewise.predict;

import java.util.Arrays;

/** Predicts made-up rows until the JVM has compiled the code, so that it need not do so while real rows wait. */
final class WarmUp {
    /** What is predicted in a round. */
    private static final int SINGLE_ROWS = 500;

    private static final int BATCHES = 5;

    /** The JVM compiles what was called some thousand times, and does so on threads of its own, which takes a few rounds. */
    private static final int FEWEST_ROUNDS = 10;

    private static final int MOST_ROUNDS = 40;

    /** A round that takes more than this share of the shortest time so far has gained nothing. */
    private static final double GAINLESS = 0.9;

    /** The code is taken for compiled after this many rounds in a row that gained nothing. */
    private static final int MOST_GAINLESS_ROUNDS = 3;

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
        int gainless = 0;
        for (int round = 0;
                round < MOST_ROUNDS && (round < FEWEST_ROUNDS || gainless < MOST_GAINLESS_ROUNDS);
                round++) {
            long time = round();
            gainless = time > GAINLESS * fastest ? gainless + 1 : 0;
            fastest = Math.min(fastest, time);
        }
    }

    private long round() {
        long start = System.nanoTime();
        byte[] pixels = new byte[row.length];
        Arrays.fill(pixels, (byte) 1);
        for (int i = 0; i < SINGLE_ROWS; i++) {
            predictor.predict(row, one);
            predictor.predict(pixels, one);
        }
        for (int i = 0; i < BATCHES; i++) {
            predictor.predict(rows, out);
        }
        return System.nanoTime() - start;
    }
}
