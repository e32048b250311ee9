package dev.lanewise.cli.option;

import dev.lanewise.cli.base.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Settings that come with the application, each a properties file beside this class. */
final class Presets {
    /** The names. */
    static final List<String> NAMES = List.of("lecture", "best", "best-augmented");

    private Presets() {}

    /**
     * The options of a preset.
     *
     * @throws CliException if there is none of this name
     */
    static Map<String, String> read(String name) {
        if (!NAMES.contains(name)) {
            throw CliException.usage("--preset: '" + name + "' must be one of " + String.join(", ", NAMES));
        }
        String file = name + ".properties";
        try (InputStream in = Presets.class.getResourceAsStream(file)) {
            return ConfigFile.properties(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
