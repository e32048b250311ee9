package dev.lanewise.cli.option;

import static java.util.Map.entry;

import dev.lanewise.registry.Regularizers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Guesses what was meant by arguments that belong to no option. */
public final class Unmatched {
    /** What other programs call options of ours, without dashes. */
    private static final Map<String, String> OTHER_NAMES = Map.ofEntries(
            entry("lr", "learning-rate"),
            entry("rate", "learning-rate"),
            entry("eta", "learning-rate"),
            entry("batch", "batch-size"),
            entry("bs", "batch-size"),
            entry("num-epochs", "epochs"),
            entry("n-epochs", "epochs"),
            entry("max-epochs", "epochs"),
            entry("layers", "hidden"),
            entry("units", "hidden"),
            entry("hidden-layers", "hidden"),
            entry("hidden-units", "hidden"),
            entry("hidden-size", "hidden"),
            entry("optim", "optimizer"),
            entry("scheduler", "schedule"),
            entry("lr-schedule", "schedule"),
            entry("lr-scheduler", "schedule"),
            entry("random-seed", "seed"),
            entry("random-state", "seed"),
            entry("val-split", "validation"),
            entry("validation-split", "validation"),
            entry("dataset", "data"),
            entry("data-dir", "data"),
            entry("output-dir", "out"),
            entry("save", "out"),
            entry("force", "overwrite"),
            entry("workers", "threads"));

    private Unmatched() {}

    /**
     * What to say instead of the parser's own words, if anything better is known.
     *
     * @param args all that was typed
     * @param commands all that there are
     */
    public static Optional<String> message(
            UnmatchedArgumentException failure, List<String> args, Supplier<List<CommandSpec>> commands) {
        List<String> unmatched = failure.getUnmatched();
        String first = unmatched.getFirst();
        if (!first.startsWith("-")) {
            return torn(first, args);
        }
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String typed = first.split("=", 2)[0];
        Optional<String> own = ours(typed, command);
        if (own.isEmpty()) {
            Optional<String> others = ofOthers(typed, command, commands.get());
            if (others.isPresent()) {
                return others;
            }
        }
        Optional<String> near = own.or(() -> regularizer(command, typed, value(first, unmatched)))
                .or(() -> failure.getSuggestions().stream().findFirst());
        return near.filter(guess -> !guess.equals(typed))
                .map(guess -> "unknown option '" + typed + "'; did you mean " + guess + "?");
    }

    /** That it is an option of other commands, and of which. */
    private static Optional<String> ofOthers(String typed, CommandSpec command, List<CommandSpec> commands) {
        List<String> having = commands.stream()
                .filter(each -> ours(typed, each).isPresent())
                .map(CommandSpec::name)
                .toList();
        return commands.stream()
                .flatMap(each -> ours(typed, each).stream())
                .findFirst()
                .map(name -> "unknown option '" + typed + "'; " + name + " is an option of "
                        + String.join(", ", having).replaceFirst(", ([^,]+)$", " and $1") + ", not of "
                        + command.name() + "; leave it out");
    }

    private static Optional<String> ours(String typed, CommandSpec command) {
        return ours(typed.replaceFirst("^-+", "--"), command.optionsMap().keySet());
    }

    /** A list that a blank has torn apart, as in {@code --hidden 256, 256}. */
    private static Optional<String> torn(String first, List<String> args) {
        int at = args.indexOf(first);
        if (at < 1 || !(args.get(at - 1).matches(".+[,:]") || first.startsWith(","))) {
            return Optional.empty();
        }
        StringBuilder whole = new StringBuilder(args.get(at - 1));
        for (int i = at; i < args.size() && !args.get(i).startsWith("-"); i++) {
            whole.append(args.get(i));
        }
        return Optional.of("'" + first + "' belongs to no option; write a list without blanks, as in " + whole);
    }

    /** Which of our names was meant by another, written with dashes or without, as ours are. */
    static Optional<String> ours(String typed, Set<String> names) {
        String dashes = typed.startsWith("--") ? "--" : "";
        String plain = typed.substring(dashes.length()).toLowerCase(Locale.ROOT).replace('_', '-');
        return Optional.of(dashes + OTHER_NAMES.getOrDefault(plain, plain)).filter(names::contains);
    }

    private static Optional<String> regularizer(CommandSpec command, String typed, String value) {
        String name = typed.replaceFirst("^-+", "").toLowerCase(Locale.ROOT).replace('_', '-');
        boolean known = Regularizers.installed().list().stream()
                .anyMatch(each -> each.name().equals(name));
        return known && command.optionsMap().containsKey("--regularizer")
                ? Optional.of("--regularizer " + name + (value.isEmpty() ? "" : ":" + value))
                : Optional.empty();
    }

    private static String value(String first, List<String> unmatched) {
        if (first.contains("=")) {
            return first.substring(first.indexOf('=') + 1);
        }
        return unmatched.size() > 1 && !unmatched.get(1).startsWith("-") ? unmatched.get(1) : "";
    }
}
