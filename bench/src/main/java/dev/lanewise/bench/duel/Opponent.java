package dev.lanewise.bench.duel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The other end of a {@link Contender}. */
final class Opponent implements AutoCloseable {
    /** What a run took, and the mean loss of a training run. */
    record Run(double seconds, double loss) {}

    private static final int LAST_LINES = 12;
    private static final long PAUSE_NANOS = 50_000_000;

    private final Peer peer;
    private final Process process;
    private final Path log;
    private final Writer commands;
    private final BufferedReader answers;

    /** Starts the process. */
    Opponent(Peer peer, int threads) throws IOException {
        this.peer = peer;
        log = Files.createTempFile("contender", ".log");
        process = peer.process(threads).redirectError(log.toFile()).start();
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    Peer peer() {
        return peer;
    }

    void prepare(String command) throws IOException {
        ask(command);
    }

    /** Waits first until the threads of whoever had the last turn have stopped spinning for more work. */
    Run run(int times) throws IOException {
        LockSupport.parkNanos(PAUSE_NANOS);
        String[] parts = ask("run " + times).split(" ");
        return new Run(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    double peak() throws IOException {
        return Double.parseDouble(ask("peak"));
    }

    private String ask(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Contender.ANSWER)) {
                return line.substring(Contender.ANSWER.length());
            }
        }
        List<String> lines = Files.readAllLines(log);
        throw new IOException(peer.label() + " ended at '" + command + "':\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
            Files.delete(log);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
