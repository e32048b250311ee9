package dev.lanewise.data;

import java.nio.file.Path;

/** Data is missing, broken or out of reach. The message is one sentence that names the file and says what to do. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    public DataException(Path file, String what) {
        super(file + " " + what);
    }
}
