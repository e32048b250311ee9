package dev.lanewise.spark;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import dev.lanewise.cli.sweep.Trial;

/** Why Spark gave a trial up, in one sentence. */
final class SparkFailure {
    private SparkFailure() {}

    /** What is meant for users comes from our classes in the executor, whatever Spark wraps around it. */
    static CliException of(Trial trial, Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && Failures.exitCode(cause) == ExitCode.UNEXPECTED) {
            cause = cause.getCause();
        }
        ExitCode code = Failures.exitCode(cause);
        Throwable shown = code == ExitCode.UNEXPECTED ? failure : cause;
        String why = String.valueOf(shown.getMessage()).lines().findFirst().orElse("");
        return new CliException(
                code,
                "Spark could not do the run " + trial.name() + " (" + trial.label() + "): " + why
                        + "; the runs that are done are kept, and --resume goes on with the others",
                failure);
    }
}
