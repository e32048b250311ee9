package dev.lanewise.cli.output;

import dev.lanewise.cli.Lanewise;
import dev.lanewise.cli.run.RunConfig;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines to copy into a shell. */
public final class CommandLines {
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private CommandLines() {}

    /** The command that repeats a run. */
    public static String train(RunConfig config) {
        return Lanewise.NAME + " train" + options(config.options());
    }

    /** Options by name, a blank before each. */
    public static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .map(each -> each.getKey().equals("no-plugins")
                        ? " --no-plugins"
                        : " --" + each.getKey() + " " + quoted(each.getValue()))
                .collect(Collectors.joining());
    }

    /** In single quotes if a shell would read anything into the text. */
    public static String quoted(String text) {
        return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
