package dev.lanewise.bench.duel;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A short command of the system. */
final class Command {
    private static final int MOST_SECONDS = 60;

    private Command() {}

    /**
     * Runs it to its end.
     *
     * @throws IOException if it fails or takes more than a minute
     */
    static void run(String... words) throws IOException {
        Process process = new ProcessBuilder(words).inheritIO().start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("'" + String.join(" ", words) + "' has failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
