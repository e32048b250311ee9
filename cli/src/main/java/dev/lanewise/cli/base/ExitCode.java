package dev.lanewise.cli.base;

import java.util.Arrays;

/** What the process returns, and why. A process ended by a signal returns 128 + the signal's number, as shells expect. */
public enum ExitCode {
    OK(0, "all went well"),
    UNEXPECTED(1, "anything unexpected; run again with --debug for the details"),
    USAGE(2, "wrong command, option or value"),
    DATA(3, "data missing, broken or out of reach"),
    MODEL(4, "model or checkpoint file unreadable"),
    DIVERGED(5, "training diverged: the loss is no longer a finite number"),
    REGULARIZER(6, "a regularizer or plug-in failed or cannot be loaded"),
    OUTPUT(7, "output cannot be written"),
    NO_JDK(8, "no suitable JDK found"),
    TIME_LIMIT(9, "the time of --time-limit is over; the run is kept and can go on"),
    INTERRUPTED(130, "ended by Ctrl-C"),
    BROKEN_PIPE(141, "whoever read the output stopped reading"),
    TERMINATED(143, "ended by SIGTERM");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The number the process returns. */
    public int code() {
        return code;
    }

    /** The one of this number; {@link #UNEXPECTED} if there is none. */
    public static ExitCode of(int code) {
        return Arrays.stream(values())
                .filter(each -> each.code == code)
                .findFirst()
                .orElse(UNEXPECTED);
    }

    /** What it means, for the help. */
    public String meaning() {
        return meaning;
    }
}
