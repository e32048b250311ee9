package dev.lanewise.cli.image;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.nio.file.Path;

/** A picture cannot be used. */
final class PictureException extends CliException {
    private static final long serialVersionUID = 1L;

    PictureException(Path file, String what, Throwable cause) {
        super(ExitCode.DATA, file + " " + what, cause);
    }
}
