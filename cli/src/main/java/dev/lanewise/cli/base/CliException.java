package dev.lanewise.cli.base;

/** A command cannot go on. The message is one sentence for the user that names the input and the fix. */
public class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;

    /** What the process returns, and the sentence. */
    public CliException(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** With the exception behind it, which {@code --debug} shows. */
    public CliException(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A wrong option or value. */
    public static CliException usage(String message) {
        return new CliException(ExitCode.USAGE, message);
    }

    /** What the process returns. */
    public ExitCode exitCode() {
        return exitCode;
    }
}
