package dev.lanewise.cli.sweep;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.run.RunConfig;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a sweep is to do, as it was typed but for paths, which are whole: the same settings and data give the same leaderboard.
 *
 * @param options those of all runs, by name without dashes, a fraction to hold out among them
 * @param tries what is tried, each {@code OPTION=a,b,c}
 * @param random how many settings to draw; 0 for all there are
 * @param seeds how many runs of each setting, with seeds counted up from that in {@code options}
 * @param halving whether most settings are given up before their last epoch
 */
public record SweepSettings(Map<String, String> options, List<String> tries, int random, int seeds, boolean halving) {
    private static final String VALIDATION = "validation";
    private static final String DEFAULT_VALIDATION = "0.1";

    /** Options that name files. */
    private static final List<String> PATHS = List.of("data", "plugins");

    /**
     * Fills in how much is held out and whole paths, as a sweep may go on from another folder, and checks what can be checked without
     * more.
     *
     * @throws CliException if something is wrong
     */
    public SweepSettings {
        options = new LinkedHashMap<>(options);
        options.putIfAbsent(VALIDATION, DEFAULT_VALIDATION);
        options.putAll(wholePaths(options));
        options = Map.copyOf(options);
        tries = List.copyOf(tries);
        if (tries.isEmpty()) {
            throw CliException.usage("--try is missing: say what to try, as in --try hidden=256x2,1024x2");
        }
        if (RunConfig.of(options).validation() == 0) {
            throw CliException.usage("--validation: '" + options.get(VALIDATION)
                    + "' holds nothing out to rank settings by; give a fraction such as 0.1");
        }
        requireAtLeast("--seeds", seeds, 1);
        requireAtLeast("--random", random, 0);
        List<String> names = parsed(tries).stream().map(Try::option).toList();
        if (new HashSet<>(names).size() < names.size()) {
            throw CliException.usage("--try: an option is given twice; put all its values into one --try");
        }
        if (halving && names.contains("epochs")) {
            throw CliException.usage(
                    "--try: epochs cannot be tried with --halving, which gives each setting as many as it"
                            + " earns; leave one of them out");
        }
        for (String each : names) {
            if (options.containsKey(each)) {
                throw CliException.usage(
                        "--try: " + each + " is given to all runs by --" + each + " as well; leave one of them out");
            }
        }
    }

    private static Map<String, String> wholePaths(Map<String, String> options) {
        Map<String, String> out = new LinkedHashMap<>(RunConfig.of(options).options());
        out.keySet().retainAll(PATHS);
        return out;
    }

    private static void requireAtLeast(String option, int value, int least) {
        if (value < least) {
            throw CliException.usage(option + ": '" + value + "' must be at least " + least);
        }
    }

    private static List<Try> parsed(List<String> tries) {
        return tries.stream().map(Try::parse).toList();
    }

    List<Try> parsedTries() {
        return parsed(tries);
    }

    /** The command that does the same. */
    public String command() {
        StringBuilder out = new StringBuilder(CommandLines.PROGRAM + " sweep");
        tries.forEach(each -> out.append(" --try ").append(CommandLines.quoted(each)));
        return out.append(random > 0 ? " --random " + random : "")
                .append(" --seeds ")
                .append(seeds)
                .append(halving ? " --halving" : "")
                .append(CommandLines.options(new TreeMap<>(options)))
                .toString();
    }

    /** As {@link #read} reads it. */
    JsonObject json() {
        JsonObject out = new JsonObject();
        out.put("command", command());
        out.put("try", new JsonArray(tries));
        out.put("random", random);
        out.put("seeds", seeds);
        out.put("halving", halving);
        out.put("options", new JsonObject(new TreeMap<>(options)));
        return out;
    }

    static boolean isIn(JsonObject from) {
        return from.get("options") instanceof JsonObject && from.get("try") instanceof JsonArray;
    }

    static SweepSettings read(JsonObject from) {
        Map<String, String> options = new LinkedHashMap<>();
        from.getObject("options").forEach((name, value) -> options.put(name, String.valueOf(value)));
        return new SweepSettings(
                options,
                from.getArray("try").stream().map(String::valueOf).toList(),
                from.getInt("random"),
                from.getInt("seeds"),
                from.getBoolean("halving"));
    }
}
