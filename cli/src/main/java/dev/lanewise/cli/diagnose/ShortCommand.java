package dev.lanewise.cli.diagnose;

import dev.lanewise.cli.base.CommandLines;
import dev.lanewise.cli.run.RunConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Short command lines for people. */
final class ShortCommand {
    private ShortCommand() {}

    /** What trains this description: options that are not defaults. */
    static String of(RunConfig config) {
        return CommandLines.PROGRAM + CommandLines.options(changed(config));
    }

    /** The options that a user must give to get this description. */
    private static Map<String, String> changed(RunConfig config) {
        Map<String, String> defaults =
                RunConfig.of(Map.of("optimizer", config.optimizer().toString())).options();
        Map<String, String> out = new LinkedHashMap<>(config.options());
        out.entrySet().removeIf(option -> option.getValue().equals(defaults.get(option.getKey())));
        if (config.optimizer() != RunConfig.of(Map.of()).optimizer()) {
            out.put("optimizer", config.optimizer().toString());
        }
        return out;
    }
}
