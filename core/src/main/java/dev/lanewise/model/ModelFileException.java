package dev.lanewise.model;

import java.nio.file.Path;

/** A model file cannot be used. The message names it, says what is wrong and what to do. */
public final class ModelFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ModelFileException(Path file, String what) {
        super("model file " + file + " " + what);
    }
}
