package dev.lanewise.registry;

import dev.lanewise.registry.RegularizerSpecs.Spec;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Guesses which regularizer a user meant who wrote it as other programs do: {@code Dropout(0.5)}, {@code weight_decay=1e-4}. */
final class SpecGuess {
    /** A name, and perhaps arguments in brackets, or after an equals sign or a blank. */
    private static final Pattern OTHERS = Pattern.compile("([A-Za-z][\\w-]*)(?:\\s*[(=\\s]\\s*([^()]*)\\)?)?");

    private SpecGuess() {}

    /** What to write instead: a name, with arguments where the colon before them is missing too. */
    static Optional<String> of(Spec spec, Collection<String> names) {
        Matcher parts = OTHERS.matcher(spec.name());
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group(1)
                .replaceAll("([a-z])([A-Z])", "$1-$2")
                .replace('_', '-')
                .toLowerCase(Locale.ROOT);
        String arguments = parts.group(2) == null || parts.group(2).isBlank()
                ? ""
                : ":" + parts.group(2).strip();
        return Nearest.to(name, names).map(near -> near + arguments);
    }
}
