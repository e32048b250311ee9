package dev.lanewise.registry;

import dev.lanewise.spi.RegularizerProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class loader offers.
 *
 * @param found the sound providers
 * @param problems what could not be loaded
 */
public record Loaded(List<Registered> found, List<PluginProblem> problems) {
    /** No jar has so many; a file that cannot be read might fail for ever. */
    private static final int MOST_PROVIDERS = 1000;

    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");

    /** Class files of Java n have the version n + 44. */
    private static final int CLASS_FILES_BEFORE_JAVA = 44;

    /** Makes the lists unmodifiable. */
    public Loaded {
        found = List.copyOf(found);
        problems = List.copyOf(problems);
    }

    /** Nothing but a problem. */
    public static Loaded failed(Origin origin, String message) {
        return new Loaded(List.of(), List.of(new PluginProblem(origin, "", message)));
    }

    /** One provider, checked. */
    public static Loaded of(RegularizerProvider provider, Origin origin) {
        return ContextClassLoader.of(provider.getClass().getClassLoader(), () -> checked(provider, origin));
    }

    private static Loaded checked(RegularizerProvider provider, Origin origin) {
        try {
            return new Loaded(List.of(Registered.of(provider, origin)), List.of());
        } catch (Throwable e) { // whatever a stranger may throw
            return new Loaded(List.of(), List.of(problem(origin, e)));
        }
    }

    /**
     * Finds providers with {@link ServiceLoader}; one that fails does not stop the others.
     *
     * @param jar where things went wrong if no provider can be blamed
     * @param origin where a provider comes from
     */
    public static Loaded from(ClassLoader loader, Origin jar, Function<RegularizerProvider, Origin> origin) {
        return ContextClassLoader.of(loader, () -> find(loader, jar, origin));
    }

    private static Loaded find(ClassLoader loader, Origin jar, Function<RegularizerProvider, Origin> origin) {
        List<Registered> found = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        Iterator<RegularizerProvider> providers =
                ServiceLoader.load(RegularizerProvider.class, loader).iterator();
        for (int i = 0; i < MOST_PROVIDERS; i++) {
            Origin from = jar;
            try {
                if (!providers.hasNext()) {
                    break;
                }
                RegularizerProvider provider = providers.next();
                from = origin.apply(provider);
                found.add(Registered.of(provider, from));
            } catch (Throwable e) { // whatever a stranger's class initialiser or constructor may throw
                problems.add(problem(from, e));
            }
        }
        return new Loaded(found, problems);
    }

    private static PluginProblem problem(Origin origin, Throwable failure) {
        if (failure instanceof InvalidProviderException e) {
            return new PluginProblem(origin, e.name(), e.getMessage());
        }
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof UnsupportedClassVersionError e) {
                return new PluginProblem(origin, "", newer(e));
            }
        }
        return new PluginProblem(
                origin,
                "",
                "has a regularizer that cannot be loaded (" + cause(failure)
                        + "); get a whole build of it from its author");
    }

    /** Not its author, but the JDK is to blame. */
    private static String newer(UnsupportedClassVersionError failure) {
        int running = Runtime.version().feature();
        Matcher version = CLASS_FILE_VERSION.matcher(String.valueOf(failure.getMessage()));
        String needed = version.find()
                ? "Java " + (Integer.parseInt(version.group(1)) - CLASS_FILES_BEFORE_JAVA)
                : "a newer Java";
        return "was built for " + needed + ", but this is Java " + running
                + "; run this program on a JDK for that, or get a build for Java " + running;
    }

    private static String cause(Throwable failure) {
        if (!(failure instanceof ServiceConfigurationError)) {
            return Thrown.text(failure);
        }
        String what = failure.getMessage().replace(RegularizerProvider.class.getName() + ": ", "");
        return failure.getCause() == null ? what : what + ": " + Thrown.text(failure.getCause());
    }
}
