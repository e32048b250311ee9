package dev.lanewise.cli.option;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.runfile.Json;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Options kept in a file: JSON (an object of options, or one that has such an object under {@code configuration}, as {@code
 * run.json} does) or properties ({@code epochs = 20}). Hyphens and underscores in names are the same.
 */
public final class ConfigFile {
    /** A backslash before a letter or a digit, as in {@code C:\\new}, which properties files would take for a line break. No option has one. */
    private static final Pattern LONE_BACKSLASH = Pattern.compile("(?<!\\\\)\\\\(?=[A-Za-z0-9_.])(?!u\\p{XDigit}{4})");

    /** The member of a {@code run.json} that has the options. */
    private static final String CONFIGURATION = "configuration";

    private ConfigFile() {}

    /**
     * Reads a file that may hold these options.
     *
     * @throws CliException if it cannot be read, or holds anything else
     */
    public static Map<String, String> read(Path file, Set<String> names) {
        String text = text(file);
        Map<String, String> out =
                text.stripLeading().startsWith("{") ? json(file, text, names) : properties(file, text);
        for (String name : out.keySet()) {
            if (!names.contains(name)) {
                throw CliException.usage("--config: " + file + " has '" + name + "', which does not describe a run; "
                        + Unmatched.ours(name, names)
                                .map(near -> "did you mean '" + near + "'? It ")
                                .orElse("it ")
                        + "may have " + String.join(", ", names));
            }
        }
        return out;
    }

    private static String text(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw CliException.usage("--config: " + file + " is a folder; give a file of options or a run.json");
            }
            return TextFile.read(file);
        } catch (NoSuchFileException e) {
            throw CliException.usage("--config: " + file + " does not exist; give a file of options or a run.json");
        } catch (CharacterCodingException e) {
            throw CliException.usage("--config: " + file + " is not text in UTF-8 or UTF-16; save it as UTF-8");
        } catch (IOException e) {
            throw CliException.usage("--config: " + file + " cannot be read (" + e.getMessage()
                    + "); give a file of options or a run.json");
        }
    }

    private static Map<String, String> json(Path file, String text, Set<String> names) {
        try {
            JsonObject whole = JsonParser.object().from(text);
            JsonObject options = new JsonObject(whole.getObject(CONFIGURATION, whole));
            requireSome(file, options);
            requireNoneBeside(file, whole, names);
            options.values().removeIf(Objects::isNull); // not given
            Set<String> seen = new HashSet<>();
            options.forEach((name, value) -> {
                requireOnce(file, name, seen.add(hyphened(name)));
                requireValue(file, name, value);
            });
            return Json.options(options);
        } catch (JsonParserException e) {
            throw CliException.usage("--config: " + file + " is not valid JSON: " + e.getMessage());
        }
    }

    private static void requireSome(Object file, Map<?, ?> options) {
        if (options.isEmpty()) {
            throw CliException.usage(
                    "--config: " + file + " has no option in it; give a file of options or a run.json");
        }
    }

    /** In a record of a run, what is beside its configuration says what came of that. */
    private static void requireNoneBeside(Path file, JsonObject whole, Set<String> names) {
        boolean record = whole.has("command");
        if (record || !(whole.get(CONFIGURATION) instanceof JsonObject)) {
            return;
        }
        for (String name : whole.keySet()) {
            if (names.contains(hyphened(name))) {
                throw CliException.usage("--config: " + file + " has '" + name + "' beside '" + CONFIGURATION
                        + "', which alone is read; move it in there, or leave it out");
            }
        }
    }

    private static void requireValue(Path file, String name, Object value) {
        List<?> parts = value instanceof JsonArray list ? list : List.of(value);
        if (!parts.stream()
                .allMatch(each -> each instanceof String || each instanceof Number || each instanceof Boolean)) {
            throw CliException.usage("--config: " + file + " has " + JsonWriter.string(value) + " for '" + name
                    + "'; give a text, a number, true or false, or a list of these");
        }
    }

    static Map<String, String> properties(Object file, String text) {
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized Object put(Object name, Object value) {
                String hyphened = hyphened(name.toString());
                requireOnce(file, hyphened, !containsKey(hyphened));
                return super.put(hyphened, value);
            }
        };
        try {
            properties.load(new StringReader(LONE_BACKSLASH.matcher(text).replaceAll("\\\\\\\\")));
        } catch (IOException | IllegalArgumentException e) {
            throw CliException.usage("--config: " + file + " is not a valid properties file: " + e.getMessage());
        }
        requireSome(file, properties);
        Map<String, String> out = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(name -> out.put(name, properties.getProperty(name)));
        return out;
    }

    private static String hyphened(String name) {
        return name.replace('_', '-');
    }

    private static void requireOnce(Object file, String name, boolean isNew) {
        if (!isNew) {
            throw CliException.usage("--config: " + file + " has '" + name + "' twice; leave one out");
        }
    }
}
