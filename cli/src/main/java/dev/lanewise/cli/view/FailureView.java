package dev.lanewise.cli.view;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import dev.lanewise.cli.runfile.Json;

/** Says what went wrong, as text and, if JSON is wanted, also as JSON. */
public final class FailureView {
    private FailureView() {}

    /**
     * Shows a failure in the words that are meant for users.
     *
     * @param debug whether its stack trace is wanted
     * @return what the process is to return
     */
    public static ExitCode show(Terminal terminal, Throwable failure, boolean json, boolean debug) {
        return show(terminal, failure, Failures.message(failure), json, debug);
    }

    /** The same in other words. */
    public static ExitCode show(Terminal terminal, Throwable failure, String message, boolean json, boolean debug) {
        ExitCode code = Failures.exitCode(failure);
        if (debug) {
            terminal.trace(failure);
        }
        terminal.always("lanewise: " + message);
        if (json) {
            showEvent(terminal, message, code);
        }
        return code;
    }

    /** Where it is standard output that cannot be written, the event cannot be either, and that has just been said. */
    private static void showEvent(Terminal terminal, String message, ExitCode code) {
        try {
            terminal.line(event(message, code));
        } catch (CliException e) {
            if (code != ExitCode.OUTPUT) {
                throw e;
            }
        }
    }

    /** After a signal it is the signal that the exit code tells, and Java does not tell which one it was. */
    private static String event(String message, ExitCode code) {
        JsonObject event = Json.event("error");
        event.put("message", message);
        if (code != ExitCode.INTERRUPTED) {
            event.put("exit_code", code.code());
        }
        return Json.line(event);
    }
}
