package dev.lanewise.cli;

import dev.lanewise.cli.base.Timings;
import dev.lanewise.cli.session.Interruption;
import dev.lanewise.cli.session.Invocation;
import dev.lanewise.cli.view.Terminal;

/** Entry point of the command line, called by the launcher in a JVM that has the vector module. */
public final class Main {
    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.setOut(System.err); // for plug-ins that print: the results, on standard output, may be JSON
        Timings timings = new Timings();
        timings.processStarted();
        Interruption interruption = new Interruption();
        interruption.install();
        int code = Lanewise.run(new Invocation(Terminal.system(System.getenv()), interruption, timings), args);
        interruption.finished();
        System.exit(code);
    }
}
