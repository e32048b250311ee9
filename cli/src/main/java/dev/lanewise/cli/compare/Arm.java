package dev.lanewise.cli.compare;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.registry.RegularizerSpecs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One arm of a comparison: what differs from the options that all arms share.
 *
 * @param label what the user typed
 * @param changes options by name, without dashes
 */
public record Arm(String label, Map<String, String> changes) {
    /** Others, such as the data or the seed, must be the same for the arms to be comparable. */
    public static final List<String> MAY_DIFFER = List.of(
            "hidden",
            "activation",
            "layer-norm",
            "epochs",
            "batch-size",
            "optimizer",
            "learning-rate",
            "momentum",
            "init",
            "schedule");

    /**
     * Reads regularizers and options, separated by blanks: {@code dropout:0.2 hidden=256,256}.
     *
     * @throws CliException if an option is unknown, given twice, or must not differ
     */
    public static Arm parse(String text) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (String part : text.strip().split("\\s+")) {
            if (part.matches("[a-z_-]+=.*")) {
                option(text, part, changes);
            } else if (!part.isEmpty()) {
                changes.merge("regularizer", part, (first, more) -> RegularizerSpecs.join(List.of(first, more)));
            }
        }
        if (changes.isEmpty()) {
            throw CliException.usage("--arm: '" + text + "' is empty; give regularizers or 'none', or options such as"
                    + " hidden=512,512");
        }
        return new Arm(text.strip().replaceAll("\\s+", " "), changes);
    }

    private static void option(String text, String part, Map<String, String> changes) {
        String name = part.substring(0, part.indexOf('=')).replace('_', '-');
        if (!MAY_DIFFER.contains(name)) {
            throw CliException.usage("--arm: '" + text + "' changes '" + name
                    + "', but arms may differ in their regularizers and in " + String.join(", ", MAY_DIFFER)
                    + " only; give other options to all arms");
        }
        if (changes.put(name, part.substring(part.indexOf('=') + 1)) != null) {
            throw CliException.usage("--arm: '" + text + "' gives '" + name + "' twice");
        }
    }

    /** The description of this arm's run with this seed. */
    public RunConfig config(Map<String, String> shared, long seed) {
        Map<String, String> options = RunConfig.merge(shared, changes);
        options.put("seed", Long.toString(seed));
        return RunConfig.of(options);
    }
}
