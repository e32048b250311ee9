package dev.lanewise.cli.view;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Where a command talks: results to standard output, everything about the way there to standard error. The only
 * escape sequences are the colours of the help and those that take back the lines of a {@link #board}.
 */
public final class Terminal {
    /** A line that is one column short of the edge, so that no terminal goes on to the next one by itself. */
    private static final int MOST_STATUS_COLUMNS = Words.COLUMNS - 1;

    /** Up so many lines, and blank from there on. */
    private static final String REMOVE_LINES = "\u001b[%dF\u001b[J";

    private static final String BROKEN_PIPE = "Broken pipe";

    private final OutputStream out;
    private final PrintStream err;
    private final boolean outTerminal;
    private final boolean errTerminal;
    private final boolean dumb;
    private final Supplier<OptionalInt> columns;
    private boolean color;
    private boolean quiet;
    private boolean verbose;
    private boolean statusShown;
    private int statusColumns;
    private int boardLines;
    private CliException unwritten;

    /**
     * A terminal on these streams.
     *
     * @param outTerminal whether a person sees {@code out} as it is written
     * @param errTerminal whether a person sees {@code err} as it is written
     * @param dumb whether such a terminal knows neither colours nor going back to the start of a line
     * @param color whether colours are welcome
     * @param columns how wide such a terminal is, if it tells; asked for once, when it is needed
     */
    public Terminal(
            OutputStream out,
            PrintStream err,
            boolean outTerminal,
            boolean errTerminal,
            boolean dumb,
            boolean color,
            Supplier<OptionalInt> columns) {
        this.out = out;
        this.err = err;
        this.outTerminal = outTerminal;
        this.errTerminal = errTerminal;
        this.dumb = dumb;
        this.color = color;
        this.columns = columns;
    }

    /** The process's own streams, with what the environment says about colours and cursor movements. */
    public static Terminal system(Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                new FileOutputStream(FileDescriptor.out),
                System.err,
                isTerminal(1),
                isTerminal(2),
                dumb,
                !noColor,
                TerminalSize::columns);
    }

    /** Java tells only whether input and output both are terminals, so Linux is asked first. */
    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null && System.console().isTerminal();
        }
    }

    /** Sets what the user asked for. */
    public void configure(boolean wantsQuiet, boolean wantsVerbose, boolean wantsColor) {
        quiet = wantsQuiet;
        verbose = wantsVerbose;
        color = color && wantsColor;
    }

    /** Whether progress may overwrite itself. */
    public boolean live() {
        return errTerminal && !dumb && !quiet;
    }

    /** Whether a person sees the results as they are written, so that they may be drawn. */
    public boolean outLive() {
        return outTerminal && !dumb && !quiet;
    }

    /** Whether to say as little as possible. */
    public boolean quiet() {
        return quiet;
    }

    /** Whether standard output may have colours. */
    public boolean color() {
        return color && outTerminal && !dumb;
    }

    /**
     * A result.
     *
     * @throws CliException if it cannot be written
     */
    public void line(String text) {
        clearStatus();
        write((text + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (why.contains(BROKEN_PIPE) || why.contains(brokenPipe())) {
                throw new CliException(ExitCode.BROKEN_PIPE, "", e);
            }
            throw new CliException(
                    ExitCode.OUTPUT, "standard output cannot be written (" + why + "); check where it goes", e);
        }
    }

    /** What the system says, in the user's language, of a pipe that nobody reads any more: one is made to hear it. */
    private static String brokenPipe() {
        try {
            Pipe pipe = Pipe.open();
            pipe.source().close();
            try (Pipe.SinkChannel sink = pipe.sink()) {
                sink.write(ByteBuffer.allocate(1));
            }
            return BROKEN_PIPE; // where pipes take what nobody can read
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Standard output for those who write it themselves, as the help does; {@link #requireWritten} tells how that went. */
    public PrintWriter writer() {
        OutputStream checked = new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int count) {
                if (unwritten == null) {
                    try {
                        Terminal.this.write(Arrays.copyOfRange(bytes, from, from + count));
                    } catch (CliException e) {
                        unwritten = e;
                    }
                }
            }
        };
        return new PrintWriter(checked, true, StandardCharsets.UTF_8);
    }

    /**
     * Makes sure that all that went to the {@link #writer} is written.
     *
     * @throws CliException if it is not
     */
    public void requireWritten() {
        if (unwritten != null) {
            throw unwritten;
        }
    }

    /** Something worth knowing. */
    public void note(String text) {
        if (!quiet) {
            always(text);
        }
    }

    /** Something worth knowing for those who asked for more. */
    public void detail(String text) {
        if (verbose) {
            always(text);
        }
    }

    /** Something that must be known. It is one line in a file or a pipe, where it may be searched for, and fits a terminal. */
    public void always(String text) {
        clearStatus();
        String plain = Words.plain(text);
        (errTerminal ? Words.message(plain) : List.of(plain)).forEach(err::println);
        err.flush();
    }

    /** How long a status may be. */
    int statusColumns() {
        if (statusColumns == 0) {
            statusColumns = Math.clamp(columns.get().orElse(Words.COLUMNS) - 1, 1, MOST_STATUS_COLUMNS);
        }
        return statusColumns;
    }

    /** A line that the next one replaces; nothing unless {@link #live}. */
    public void status(String text) {
        if (live()) {
            show(text.substring(0, Math.min(text.length(), statusColumns())));
            statusShown = true;
        }
    }

    /** Lines that the next ones replace; nothing unless {@link #live}. They should be few, as they cannot replace what has scrolled away. */
    public void board(List<String> lines) {
        if (live()) {
            clearStatus();
            lines.forEach(each -> err.println(each.substring(0, Math.min(each.length(), statusColumns()))));
            err.flush();
            boardLines = lines.size();
        }
    }

    /** Removes what {@link #status} and {@link #board} show. */
    public void clearStatus() {
        if (boardLines > 0) {
            err.print(String.format(REMOVE_LINES, boardLines));
            err.flush();
            boardLines = 0;
        }
        if (statusShown) {
            show("");
            err.print('\r');
            err.flush();
            statusShown = false;
        }
    }

    /** Blanks overwrite the rest of what was there. */
    private void show(String text) {
        err.print("\r" + text + " ".repeat(statusColumns() - text.length()));
        err.flush();
    }

    /** Prints an exception with its stack trace. */
    public void trace(Throwable failure) {
        clearStatus();
        failure.printStackTrace(err);
    }
}
