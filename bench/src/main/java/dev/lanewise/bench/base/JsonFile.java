package dev.lanewise.bench.base;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** Raw results on disk. */
public final class JsonFile {
    private JsonFile() {}

    /**
     * What a file holds.
     *
     * @param type an array or an object
     * @param meaning makes of it what is wanted
     * @param otherwise follows the name of a file that holds something else, {@code is no …; make one with …}
     * @throws IOException if it cannot be read or holds something else; the message names it
     */
    public static <T, R> R read(Path file, Class<T> type, Function<T, R> meaning, String otherwise) throws IOException {
        try {
            return meaning.apply(type.cast(JsonParser.any().from(Files.readString(file))));
        } catch (JsonParserException
                | CharacterCodingException
                | ClassCastException
                | NullPointerException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw new IOException(file + " " + otherwise, e);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) { // as of a folder, whose message has no name
            throw new IOException(file + " cannot be read (" + e.getMessage() + "); give a file", e);
        }
    }

    /** Writes an array or an object. */
    public static void write(Path file, Object json) throws IOException {
        Files.writeString(file, JsonWriter.indent("  ").string().value(json).done() + "\n");
    }
}
