package dev.lanewise.cli.base;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines to copy into a shell. */
public final class CommandLines {
    /** How users call the program. */
    public static final String PROGRAM = "java -jar cli.jar";

    /** Options that are given or not, without a value. */
    public static final Set<String> FLAGS = Set.of("layer-norm", "no-plugins", "no-header", "record-activations");

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private CommandLines() {}

    /** The command that trains with these options, by name. */
    public static String train(Map<String, String> options) {
        return PROGRAM + " train" + options(options);
    }

    /** Options by name, a blank before each; flags that are off, as files of options may have them, are left out. */
    public static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .filter(each -> !FLAGS.contains(each.getKey())
                        || each.getValue().strip().equals("true"))
                .map(each -> FLAGS.contains(each.getKey())
                        ? " --" + each.getKey()
                        : " --" + each.getKey() + " " + quoted(each.getValue()))
                .collect(Collectors.joining());
    }

    /** In single quotes if a shell would read anything into the text. */
    public static String quoted(String text) {
        return HARMLESS.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
