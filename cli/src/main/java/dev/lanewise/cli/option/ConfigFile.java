package dev.lanewise.cli.option;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.runfile.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Options kept in a file: JSON (an object of options, or one that has such an object under {@code configuration}, as {@code
 * run.json} does) or properties ({@code epochs = 20}). Hyphens and underscores in names are the same.
 */
final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads a file that may hold these options.
     *
     * @throws CliException if it cannot be read, or holds anything else
     */
    static Map<String, String> read(Path file, Set<String> names) {
        String text = text(file);
        Map<String, String> out = text.stripLeading().startsWith("{") ? json(file, text) : properties(file, text);
        for (String name : out.keySet()) {
            if (!names.contains(name)) {
                throw CliException.usage("--config: " + file + " has '" + name
                        + "', which does not describe a run; it may have " + String.join(", ", names));
            }
        }
        return out;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw CliException.usage("--config: " + file + " does not exist; give a file of options or a run.json");
        } catch (IOException e) {
            throw CliException.usage("--config: " + file + " cannot be read as text (" + e.getMessage()
                    + "); give a file of options or a run.json");
        }
    }

    private static Map<String, String> json(Path file, String text) {
        try {
            JsonObject object = JsonParser.object().from(text);
            return Json.options(object.getObject("configuration", object));
        } catch (JsonParserException e) {
            throw CliException.usage("--config: " + file + " is not valid JSON: " + e.getMessage());
        }
    }

    static Map<String, String> properties(Object file, String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw CliException.usage("--config: " + file + " is not a valid properties file: " + e.getMessage());
        }
        Map<String, String> out = new LinkedHashMap<>();
        properties.stringPropertyNames().stream()
                .sorted()
                .forEach(name -> out.put(name.replace('_', '-'), properties.getProperty(name)));
        return out;
    }
}
