package dev.lanewise.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;

/**
 * Finds a JDK that can run the program. In this order: {@code LANEWISE_JAVA_HOME}, which must fit if it is set; the running one;
 * {@code JAVA_HOME}; other variables that name one, such as {@code JAVA25_HOME} or {@code JDK_25}; where JDKs are usually installed;
 * {@code java} on the {@code PATH}. The first that fits is taken.
 */
final class JdkFinder {
    private static final String CHOSEN = "LANEWISE_JAVA_HOME";

    private final Map<String, String> environment;
    private final File running;
    private final List<String> places;
    private final PrintStream log;

    /**
     * Makes a finder.
     *
     * @param running home of the running JDK
     * @param places patterns of folders to look in, as {@link Places#matching} reads them
     * @param log where to say why each candidate was refused, or null
     */
    JdkFinder(Map<String, String> environment, File running, List<String> places, PrintStream log) {
        this.environment = environment;
        this.running = running;
        this.places = places;
        this.log = log;
    }

    /**
     * Finds the JDK.
     *
     * @throws NoJdkException if there is none, or if {@code LANEWISE_JAVA_HOME} is set to one that does not fit
     */
    Jdk find() throws NoJdkException {
        String chosen = environment.get(CHOSEN);
        if (chosen != null && !chosen.isEmpty()) {
            return chosen(new File(chosen));
        }
        Jdk found = fitting(running);
        if (found == null) {
            found = inVariables();
        }
        if (found == null) {
            found = inPlaces();
        }
        if (found == null) {
            found = onPath();
        }
        if (found == null) {
            throw new NoJdkException("no JDK " + Jdk.NEEDED + " was found in the running Java ("
                    + System.getProperty("java.version")
                    + "), in JAVA_HOME and similar variables, where JDKs are usually"
                    + " installed, or on the PATH; install one (Temurin 25 from https://adoptium.net, for example), or set "
                    + CHOSEN + " to the folder of one");
        }
        return found;
    }

    private static Jdk chosen(File folder) throws NoJdkException {
        Jdk jdk = Jdk.in(folder);
        if (jdk.problem() != null) {
            throw new NoJdkException(CHOSEN + "=" + folder + " " + jdk.problem() + "; set it to the folder of a JDK "
                    + Jdk.NEEDED + ", or unset it to let one be found");
        }
        return jdk;
    }

    /** JAVA_HOME comes first by its name only as long as it is tried first: JAVA25_HOME would sort before it. */
    private Jdk inVariables() {
        Jdk found = named(environment.get("JAVA_HOME"));
        for (Map.Entry<String, String> variable : new TreeMap<>(environment).entrySet()) {
            String name = variable.getKey();
            if (found == null && (name.startsWith("JAVA") || name.startsWith("JDK"))) {
                found = named(variable.getValue());
            }
        }
        return found;
    }

    private Jdk inPlaces() {
        for (String pattern : places) {
            for (File folder : Places.matching(pattern)) {
                Jdk found = fitting(folder);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private Jdk onPath() {
        String path = environment.get("PATH");
        StringTokenizer folders = new StringTokenizer(path == null ? "" : path, File.pathSeparator);
        while (folders.hasMoreTokens()) {
            File program = new File(folders.nextToken(), File.separatorChar == '\\' ? "java.exe" : "java");
            Jdk found = program.isFile() ? fitting(homeOf(program)) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The home of HOME/bin/java, through symbolic links. */
    private static File homeOf(File program) {
        try {
            return program.getCanonicalFile().getParentFile().getParentFile();
        } catch (IOException e) {
            return program;
        }
    }

    private Jdk named(String folder) {
        return folder == null || folder.isEmpty() ? null : fitting(new File(folder));
    }

    private Jdk fitting(File folder) {
        if (folder == null || !folder.isDirectory()) {
            return null;
        }
        Jdk jdk = Jdk.in(folder);
        String problem = jdk.problem();
        if (problem != null && log != null) {
            log.println("lanewise: " + jdk + " " + problem);
        }
        return problem == null ? jdk : null;
    }
}
