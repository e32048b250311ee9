package dev.lanewise.data.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command that writes into a directory. */
final class Command {
    private static final long POLL_MILLIS = 50;

    private Command() {}

    /**
     * Runs a command in a directory and ends it if nothing grows there for twice the patience.
     *
     * @param log takes what the command prints
     * @return whether it succeeded
     */
    static boolean run(List<String> command, Path directory, Path log, Duration patience) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(command.getFirst() + " cannot be run here", e);
        }
        AtExit atExit = new AtExit(process::destroy);
        try {
            process.getOutputStream().close();
            await(process, command.getFirst(), directory, patience.multipliedBy(2));
        } finally {
            process.destroy();
            atExit.close();
        }
        return process.exitValue() == 0;
    }

    private static void await(Process process, String name, Path directory, Duration longest) throws IOException {
        long seen = -1;
        long since = System.nanoTime();
        try {
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                long size = size(directory);
                if (size != seen) {
                    seen = size;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > longest.toNanos()) {
                    throw new IOException("nothing came for " + longest.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(name + " was interrupted");
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.mapToLong(each -> each.toFile().length()).sum();
        } catch (UncheckedIOException e) {
            return 0; // a file went while it was looked at, so something is going on
        }
    }
}
