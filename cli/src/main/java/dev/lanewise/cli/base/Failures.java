package dev.lanewise.cli.base;

import dev.lanewise.data.DataException;
import dev.lanewise.model.ModelFileException;
import dev.lanewise.registry.RegularizerException;
import dev.lanewise.registry.SpecException;
import dev.lanewise.train.DivergenceException;
import picocli.CommandLine.ParameterException;

/** Which exit code and which words an exception means. */
public final class Failures {
    private Failures() {}

    /** The exit code; {@link ExitCode#UNEXPECTED} for all that are not meant for users. */
    public static ExitCode exitCode(Throwable failure) {
        return switch (failure) {
            case CliException e -> e.exitCode();
            case DataException e -> ExitCode.DATA;
            case ModelFileException e -> ExitCode.MODEL;
            case DivergenceException e -> ExitCode.DIVERGED;
            case RegularizerException e -> ExitCode.REGULARIZER;
            case SpecException e -> ExitCode.USAGE;
            case ParameterException e -> ExitCode.USAGE;
            default -> ExitCode.UNEXPECTED;
        };
    }

    /** The sentence for the user. */
    public static String message(Throwable failure) {
        if (memory(failure) instanceof OutOfMemoryError e) {
            return "out of memory (" + e.getMessage()
                    + "); use smaller layers or batches, or give the JVM more, as in java -Xmx4g -jar cli.jar";
        }
        if (exitCode(failure) == ExitCode.UNEXPECTED && !(failure instanceof CliException)) {
            return "unexpected " + failure + "; run again with --debug and report what it prints";
        }
        return failure.getMessage();
    }

    /** What ran out, which may have happened on another thread; null if nothing did, or a plug-in says so, which may be wrong. */
    private static Throwable memory(Throwable failure) {
        Throwable each = failure instanceof RegularizerException ? null : failure;
        while (each != null && !(each instanceof OutOfMemoryError)) {
            each = each.getCause();
        }
        return each;
    }
}
