package dev.lanewise.cli.option;

import dev.lanewise.cli.view.Terminal;
import picocli.CommandLine.Option;

/** How a command talks; every command has these. */
public final class OutputOptions {
    @Option(names = "--json", description = "Print JSON, one object a line, and nothing else on standard output.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "Print results, warnings and errors only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say more about the way there.")
    private boolean verbose;

    @Option(names = "--no-color", description = "No colours; so does the environment variable NO_COLOR.")
    private boolean noColor;

    @Option(names = "--debug", description = "Print stack traces of errors.")
    private boolean debug;

    /** Tells the terminal. */
    public void applyTo(Terminal terminal) {
        terminal.configure(quiet, verbose, !noColor);
    }

    /** Whether stack traces are wanted. */
    public boolean debug() {
        return debug;
    }

    /** Whether results are JSON. */
    public boolean json() {
        return json;
    }
}
