package dev.lanewise.cli;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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

    /**
     * Arguments, and more of them, which take the place of those that name the same options.
     *
     * @param usual options that all have a value, perhaps after a command
     */
    static String[] with(List<String> usual, String... more) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < usual.size(); i++) {
            if (usual.get(i).startsWith("--") && List.of(more).contains(usual.get(i))) {
                i++;
            } else {
                out.add(usual.get(i));
            }
        }
        out.addAll(List.of(more));
        return out.toArray(String[]::new);
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
