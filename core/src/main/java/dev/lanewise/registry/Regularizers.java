package dev.lanewise.registry;

import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.spi.RegularizerProvider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The regularizers that can be asked for by name. Unmodifiable. */
public final class Regularizers {
    private static final String BUILT_IN_PACKAGE = "dev.lanewise.plugins.";

    private final TreeMap<String, Registered> byName = new TreeMap<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private Regularizers(Collection<Registered> found, Collection<PluginProblem> failed) {
        problems.addAll(failed);
        TreeMap<String, List<Registered>> all =
                found.stream().collect(Collectors.groupingBy(Registered::name, TreeMap::new, Collectors.toList()));
        all.forEach((name, same) -> {
            if (same.size() == 1) {
                byName.put(name, same.getFirst());
            } else {
                problems.addAll(duplicates(name, same));
            }
        });
    }

    /** None of them is taken, as it would be chance which. */
    private static List<PluginProblem> duplicates(String name, List<Registered> same) {
        List<Registered> strangers = same.stream()
                .filter(each -> !each.origin().equals(Origin.BUILT_IN))
                .toList();
        if (strangers.size() < same.size()) { // what is built in cannot be taken out
            String message = "has a regularizer '" + name + "', which is the name of a built-in one;"
                    + " take the jar out, or have its author rename it";
            return strangers.stream()
                    .map(each -> new PluginProblem(each.origin(), name, message))
                    .toList();
        }
        String others = same.stream().skip(1).map(each -> each.origin().jar()).collect(Collectors.joining(" and "));
        return List.of(new PluginProblem(
                same.getFirst().origin(),
                name,
                "and " + others + " both have a regularizer '" + name + "'; remove one of them"));
    }

    /** Those found, and no others. */
    public static Regularizers of(Collection<Loaded> found) {
        return new Regularizers(List.of(), List.of()).with(found);
    }

    /** Those on the class path, ours and others'. */
    public static Regularizers installed() {
        Loaded all = Loaded.from(
                Regularizers.class.getClassLoader(), new Origin("the class path", ""), Regularizers::origin);
        return new Regularizers(all.found(), all.problems());
    }

    private static Origin origin(RegularizerProvider provider) {
        Class<?> type = provider.getClass();
        return type.getName().startsWith(BUILT_IN_PACKAGE)
                ? Origin.BUILT_IN
                : new Origin(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath(), "");
    }

    /** These and more. */
    public Regularizers with(Collection<Loaded> more) {
        List<Registered> found = new ArrayList<>(byName.values());
        List<PluginProblem> failed = new ArrayList<>(problems);
        for (Loaded each : more) {
            found.addAll(each.found());
            failed.addAll(each.problems());
        }
        return new Regularizers(found, failed);
    }

    /** All of them, by name. */
    public List<Registered> list() {
        return List.copyOf(byName.values());
    }

    /** What could not be loaded. */
    public List<PluginProblem> problems() {
        return List.copyOf(problems);
    }

    /**
     * Makes what a user asked for, in the order typed.
     *
     * @param hiddenLayers of the network to be trained
     * @throws SpecException if something typed is wrong
     * @throws RegularizerException if it is right as far as one can see, but the plug-in asked for cannot be used
     */
    public List<NamedRegularizer> create(RegularizerSpecs typed, int hiddenLayers) {
        return typed.list().stream()
                .map(each -> find(each).create(each, hiddenLayers))
                .toList();
    }

    /** Whether all that was typed has a name known here; its arguments may still be wrong. */
    public boolean knows(RegularizerSpecs typed) {
        return typed.list().stream().allMatch(each -> byName.containsKey(each.name()));
    }

    private Registered find(Spec spec) {
        String name = spec.name();
        Registered found = byName.get(name);
        if (found != null) {
            return found;
        }
        List<PluginProblem> causes =
                problems.stream().filter(each -> each.name().equals(name)).toList();
        if (causes.isEmpty()) {
            causes = problems.stream().filter(each -> each.name().isEmpty()).toList();
        }
        if (!causes.isEmpty()) {
            String reasons = causes.stream().map(PluginProblem::toString).collect(Collectors.joining("; also, "));
            throw new RegularizerException("regularizer '" + name + "' cannot be loaded: " + reasons, null);
        }
        throw new SpecException(unknown(spec));
    }

    private String unknown(Spec spec) {
        String all = "use " + String.join(", ", byName.keySet()) + " or none";
        return "unknown regularizer '" + spec.name() + "'; "
                + SpecGuess.of(spec, byName.keySet())
                        .map(near -> "did you mean '" + near + "'? Else ")
                        .orElse("") + all;
    }
}
