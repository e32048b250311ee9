package dev.lanewise.cli.view;

import java.util.Locale;

/** How far training has come: a bar on a terminal, else a line now and then when an epoch takes long. */
public final class Progress {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final long PLAIN_LINE_NANOS = 10_000_000_000L;
    private static final int LONGEST_BAR = 24;
    /** Two brackets, and two blanks before the numbers. */
    private static final int AROUND_BAR = 4;

    private final Terminal terminal;
    private final int epochs;
    private final int samplesPerEpoch;
    private final long interval;
    private long start;
    private int firstEpoch;
    private long shown;

    /** Progress through {@code epochs} epochs. */
    public Progress(Terminal terminal, int epochs, int samplesPerEpoch) {
        this.terminal = terminal;
        this.epochs = epochs;
        this.samplesPerEpoch = samplesPerEpoch;
        interval = terminal.live() ? REDRAW_NANOS : PLAIN_LINE_NANOS;
    }

    /** Training begins with this epoch, 0, 1, …. */
    public void start(int epoch) {
        firstEpoch = epoch;
        start = System.nanoTime();
        shown = start;
    }

    /** A step is done. */
    public void step(int epoch, int step, int stepsPerEpoch) {
        long now = System.nanoTime();
        if (now - shown < interval) {
            return;
        }
        shown = now;
        double inEpoch = (step + 1.0) / stepsPerEpoch;
        double done = epoch - firstEpoch + inEpoch;
        double seconds = (now - start) * 1e-9;
        double rate = done * samplesPerEpoch / seconds;
        double left = seconds / done * (epochs - firstEpoch - done);
        String numbers = String.format(
                Locale.ROOT,
                "epoch %d/%d  %3.0f %%  %,.0f samples/s  %s left",
                epoch + 1,
                epochs,
                100 * inEpoch,
                rate,
                duration(left));
        if (terminal.live()) {
            int length = Math.min(terminal.statusColumns() - AROUND_BAR - numbers.length(), LONGEST_BAR);
            String bar = length > 0 ? bar((epoch + inEpoch) / epochs, length) + "  " : "";
            terminal.status(bar + numbers);
        } else {
            terminal.note(numbers);
        }
    }

    /** Plain ASCII, as it must look the same everywhere. */
    private static String bar(double fraction, int length) {
        int full = (int) Math.round(fraction * length);
        return "[" + "#".repeat(full) + ".".repeat(length - full) + "]";
    }

    /** {@code 7 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 100) {
            return whole + " s";
        }
        if (whole < 6000) {
            return whole / 60 + " min " + whole % 60 + " s";
        }
        return whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
