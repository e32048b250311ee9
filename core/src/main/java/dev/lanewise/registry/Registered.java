package dev.lanewise.registry;

import dev.lanewise.registry.RegularizerSpecs.Spec;
import dev.lanewise.spi.Parameter;
import dev.lanewise.spi.Regularizer;
import dev.lanewise.spi.RegularizerProvider;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A provider that was found, and what it said of itself then; it is not asked again.
 *
 * @param name as users type it
 * @param summary one line
 * @param version the plug-in's own
 * @param parameters in the order of positional arguments
 * @param origin the jar
 * @param provider makes the regularizers
 */
public record Registered(
        String name,
        String summary,
        String version,
        List<Parameter> parameters,
        Origin origin,
        RegularizerProvider provider) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /** Makes the list unmodifiable. */
    public Registered {
        parameters = List.copyOf(parameters);
    }

    /**
     * Asks a provider for all it says of itself.
     *
     * @throws InvalidProviderException if that breaks the rules of {@link RegularizerProvider}
     */
    static Registered of(RegularizerProvider provider, Origin origin) throws InvalidProviderException {
        int version = provider.spiVersion();
        if (version != RegularizerProvider.SPI_VERSION) { // which may have another method for its name
            throw new InvalidProviderException(
                    nameIfAny(provider),
                    "was built for version " + version + " of the plug-in interface, but this is version "
                            + RegularizerProvider.SPI_VERSION + "; get a build of it for this version");
        }
        String name = provider.name();
        requireReturned("", "(" + provider.getClass().getName() + ")", "name", name);
        if (!NAME.matcher(name).matches() || name.equals(RegularizerSpecs.NAME_OF_NONE)) {
            throw new InvalidProviderException(
                    "",
                    "has a regularizer (" + provider.getClass().getName() + ") with the invalid name '" + name
                            + "'; its author must use lower-case letters, digits and single hyphens, a letter first");
        }
        String summary = provider.summary();
        String own = provider.version();
        List<Parameter> parameters = provider.parameters();
        String quoted = "'" + name + "'";
        requireReturned(name, quoted, "summary", summary);
        requireReturned(name, quoted, "version", own);
        requireReturned(name, quoted, "parameters", parameters);
        for (Parameter each : parameters) {
            requireReturned(name, quoted, "parameters", each);
        }
        requireOneLine(name, "summary", summary);
        requireOneLine(name, "version", own);
        checkParameters(name, parameters);
        return new Registered(name, summary, own, parameters, origin, provider);
    }

    private static String nameIfAny(RegularizerProvider provider) {
        try {
            return String.valueOf(provider.name());
        } catch (RuntimeException | LinkageError e) {
            return "";
        }
    }

    /** @param who the regularizer, as far as it is known */
    private static void requireReturned(String name, String who, String method, Object returned)
            throws InvalidProviderException {
        if (returned == null) {
            throw new InvalidProviderException(
                    name,
                    "has a regularizer " + who + " whose method " + method + " returned null"
                            + "; its author must return what its documentation asks for");
        }
    }

    /** Lists print these, so they must not move the cursor of a terminal. */
    private static void requireOneLine(String name, String what, String text) throws InvalidProviderException {
        if (CONTROL.matcher(text).find()) {
            throw new InvalidProviderException(
                    name,
                    "has a regularizer '" + name + "' whose " + what
                            + " has line breaks or control characters; its author must write it in one line");
        }
    }

    private static void checkParameters(String name, List<Parameter> parameters) throws InvalidProviderException {
        Set<String> names = new HashSet<>();
        for (Parameter each : parameters) {
            requireOneLine(name, "help for '" + each.name() + "'", each.help());
            if (!names.add(each.name())) {
                throw new InvalidProviderException(
                        name,
                        "has a regularizer '" + name + "' that declares the argument '" + each.name()
                                + "' twice; its author must rename one");
            }
        }
    }

    /** {@code dropout:p[,p...]}. */
    public String syntax() {
        return Syntax.of(name, parameters);
    }

    /** The least that can be typed, values well within their ranges: {@code dropout:p=0.25}. */
    public String example() {
        return Syntax.example(name, parameters, null, "");
    }

    /** What was typed of it, or if that is empty {@link #example()}. */
    public String orExample(String typed) {
        return typed.isEmpty() ? example() : typed;
    }

    /** The example with a value for one more argument, or in place of that in the example. */
    public String example(Parameter special, String value) {
        return Syntax.example(name, parameters, special, value);
    }

    /** A line for each argument: {@code p: the probability to drop; from 0 to 1, for each hidden layer or one for all}. */
    public List<String> arguments() {
        return parameters.stream().map(Syntax::describe).toList();
    }

    /** Makes a regularizer of what was typed. */
    NamedRegularizer create(Spec spec, int hiddenLayers) {
        TypedArguments arguments = new ArgumentParser(name, parameters, hiddenLayers).parse(spec);
        arguments.turns().forEach(progress -> make(spec, arguments.at(progress))); // all are as good as any between
        Regularizer first = make(spec, arguments.at(0));
        return arguments.change()
                ? new NamedRegularizer(
                        spec.toString(), name, version, origin, first, at -> make(spec, arguments.at(at)))
                : new NamedRegularizer(spec.toString(), name, version, origin, first);
    }

    private Regularizer make(Spec spec, CheckedArguments arguments) {
        Regularizer made;
        try {
            made = ContextClassLoader.of(provider.getClass().getClassLoader(), () -> provider.create(arguments));
        } catch (IllegalArgumentException e) {
            if (e instanceof UndeclaredArgumentException
                    || e.getMessage() == null) { // the author's mistake, not the user's
                throw unmade(spec, e);
            }
            throw SpecException.of(name, e.getMessage());
        } catch (Throwable e) { // whatever a stranger may throw
            throw unmade(spec, e);
        }
        if (made == null) {
            throw new RegularizerException(
                    "regularizer '" + name + "' (" + origin + ") made nothing of '" + spec
                            + "' in its method create; report it to the regularizer's author, or train without it",
                    null);
        }
        return made;
    }

    private RegularizerException unmade(Spec spec, Throwable cause) {
        return new RegularizerException(
                "regularizer '" + name + "' (" + origin + ") cannot be made of '" + spec + "', as it threw "
                        + Thrown.text(cause) + "; report it to the regularizer's author, or train without it",
                cause);
    }
}
