package dev.lanewise.cli.view;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** Asks how wide the terminal is. Java cannot tell, so the program does that shells use. */
final class TerminalSize {
    private static final long MOST_MILLIS = 1000;

    private TerminalSize() {}

    /** Empty where there is no such program, or no terminal. */
    static OptionalInt columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ");
            int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
            return columns > 0 ? OptionalInt.of(columns) : OptionalInt.empty(); // 0 of a terminal that was never told
        } catch (IOException | NumberFormatException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
