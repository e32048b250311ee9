package dev.lanewise.bench.duel;

import dev.lanewise.bench.machine.FmaPeak;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other end of a {@link Contender}. */
final class Opponent implements AutoCloseable {
    private static final int LAST_LINES = 12;
    private static final int MOST_MINUTES_FOR_AN_ANSWER = 15;
    private static final int MOST_SECONDS_TO_END = 10;

    private final Peer peer;
    private final Process process;
    private final Process waker;
    private final Path log;
    private final Writer commands;
    private final BufferedReader answers;
    private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

    /** Starts the process. */
    Opponent(Peer peer, int threads) throws IOException {
        this.peer = peer;
        log = Files.createTempFile("contender", ".log");
        process = peer.process(threads).redirectError(log.toFile()).start();
        waker = waker(process.pid());
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Lets a process go on once its own input has ended, as that of all others does with this one, even if it is killed: a process
     * that is frozen then would stay so for ever.
     */
    private static Process waker(long pid) throws IOException {
        return new ProcessBuilder("sh", "-c", "read end; kill -CONT " + pid)
                .redirectError(ProcessBuilder.Redirect.DISCARD) // the process has ended by itself, as it should
                .start();
    }

    Peer peer() {
        return peer;
    }

    long pid() {
        return process.pid();
    }

    void prepare(String command) throws IOException {
        ask(command);
    }

    Turn run(int times) throws IOException {
        return Turn.parse(ask("run " + times));
    }

    FmaPeak.Slice peak() throws IOException {
        String[] parts = ask("peak").split(" ");
        return new FmaPeak.Slice(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    /** Stops the process until its next turn: threads that spin for more work would slow the others down. */
    void freeze() throws IOException {
        Command.run("kill", "-STOP", Long.toString(pid()));
    }

    /** Lets it go on. */
    void thaw() throws IOException {
        Command.run("kill", "-CONT", Long.toString(pid()));
    }

    private String ask(String command) throws IOException {
        try {
            commands.write(command + "\n");
            commands.flush();
            return reader.submit(this::answer).get(MOST_MINUTES_FOR_AN_ANSWER, TimeUnit.MINUTES);
        } catch (IOException | ExecutionException e) {
            throw new IOException(peer.label() + " ended at '" + command + "':\n" + lastLines(), e);
        } catch (TimeoutException e) {
            process.destroyForcibly();
            throw new IOException(
                    peer.label() + " gave no answer to '" + command + "' in " + MOST_MINUTES_FOR_AN_ANSWER + " minutes",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(Contender.ANSWER)) {
                return line.substring(Contender.ANSWER.length());
            }
        }
        throw new IOException("the process has ended");
    }

    private String lastLines() throws IOException {
        return lastLines(Files.readAllBytes(log));
    }

    /** Native libraries write whatever bytes they like. */
    static String lastLines(byte[] log) {
        List<String> lines = new String(log, StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            waker.getOutputStream().close();
            if (!process.waitFor(MOST_SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.shutdownNow();
            Files.delete(log);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
