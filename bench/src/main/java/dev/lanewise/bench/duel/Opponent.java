package dev.lanewise.bench.duel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The other end of a {@link Contender}. */
final class Opponent implements AutoCloseable {
    /** What a run took, and the mean loss of a training run. */
    record Run(double seconds, double loss) {}

    private static final int LAST_LINES = 12;

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

    Run run(int times) throws IOException {
        String[] parts = ask("run " + times).split(" ");
        return new Run(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    double peak() throws IOException {
        return Double.parseDouble(ask("peak"));
    }

    /** Stops the process until its next turn: threads that spin for more work would slow the others down. */
    void freeze() throws IOException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException {
        try {
            new ProcessBuilder("kill", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
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
