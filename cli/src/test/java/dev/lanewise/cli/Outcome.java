package dev.lanewise.cli;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a command, in this process or one of its own, said and returned.
 *
 * @param out standard output
 * @param err standard error
 */
public record Outcome(int code, String out, String err) {
    /** Runs a command. */
    static Outcome of(String... args) {
        return of(new Interruption(), new ByteArrayOutputStream(), args);
    }

    /** Runs a command that may be interrupted, and whose output may fail. */
    static Outcome of(Interruption interruption, OutputStream out, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, errors, false, false, true, false, OptionalInt::empty);
        int code = Lanewise.run(new Invocation(terminal, interruption, new Timings()), args);
        return new Outcome(code, out.toString(), err.toString(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** Standard output, wherever its lines end. */
    public String words() {
        return out.replaceAll("\\s+", " ");
    }
}
