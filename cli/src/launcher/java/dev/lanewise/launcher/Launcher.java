package dev.lanewise.launcher;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Starts the program of a jar on a JDK that can run it, with the vector module, whatever {@code java} the jar was started with.
 *
 * <p>A jar cannot ask for an incubator module, nor for JVM options. So its main class is this one, compiled for Java 8: it finds a
 * {@linkplain JdkFinder suitable JDK}, starts it with the {@linkplain JvmOptions options} that the program wants, and waits. No
 * relaunch is needed if the running JDK is suitable and has the vector module already, or if the command is a light one.
 *
 * <p>The jar's manifest says what to start:
 *
 * <ul>
 *   <li>{@code Lanewise-Main}: the main class;
 *   <li>{@code Lanewise-Jvm-Options}: JVM options for it, separated by blanks; those of the caller win;
 *   <li>{@code Lanewise-Light-Commands}: first arguments, separated by blanks, that only print something and need neither the vector
 *       module nor these options. A last argument {@code -h} or {@code --help} is always light.
 * </ul>
 *
 * <p>The exit code is the program's, or {@value #NO_JDK} if there is no suitable JDK. With {@code --debug} among the arguments, the
 * command line that is started goes to standard error.
 */
public final class Launcher {
    static final int NO_JDK = 8;

    /** Print and end: the best code of the second compiler would come too late. */
    private static final String LIGHT_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

    private final Attributes manifest;
    private final String[] args;

    private Launcher(Attributes manifest, String[] args) {
        this.manifest = manifest;
        this.args = args;
    }

    /** Runs the program in this JVM or in a better one, and ends with its exit code. */
    public static void main(String[] args) throws Throwable {
        new Launcher(manifest(), args).launch();
    }

    private void launch() throws Throwable {
        boolean sound = Jdk.isSound(System.getProperty("java.version"));
        if (sound && (isLight() || VectorModule.isLoaded())) {
            invoke(manifest.getValue("Lanewise-Main"), args);
            return;
        }
        int exitCode;
        try {
            exitCode = relaunch();
        } catch (NoJdkException e) {
            System.err.println("lanewise: " + e.getMessage());
            exitCode = NO_JDK;
        }
        System.exit(exitCode);
    }

    private int relaunch() throws NoJdkException, InterruptedException {
        boolean debug = Arrays.asList(args).contains("--debug");
        File running = new File(System.getProperty("java.home"));
        Jdk jdk = new JdkFinder(System.getenv(), running, Places.usual(), debug ? System.err : null).find();
        List<String> options = options(jdk.isAt(running));
        try {
            int exitCode = start(jdk, options, VectorModule.LATE, debug);
            return exitCode == Child.NO_MODULE ? start(jdk, options, VectorModule.EARLY, debug) : exitCode;
        } catch (IOException e) {
            throw new NoJdkException("the JDK " + jdk + " cannot be started (" + e.getMessage()
                    + "); repair it, or set LANEWISE_JAVA_HOME to the folder of another JDK " + Jdk.NEEDED);
        }
    }

    private List<String> options(boolean sameJdk) {
        String wanted = isLight() ? LIGHT_OPTIONS : manifest.getValue("Lanewise-Jvm-Options");
        List<String> callers = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> options = new ArrayList<>();
        if (sameJdk) {
            options.addAll(JvmOptions.variant(System.getProperty("java.vm.name")));
        }
        options.addAll(JvmOptions.merge(words(wanted), callers, sameJdk));
        return options;
    }

    private int start(Jdk jdk, List<String> options, String moduleOption, boolean debug)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdk.executable().getPath());
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        if (!isLight()) {
            command.add(moduleOption);
            command.add(Child.class.getName());
        }
        command.add(manifest.getValue("Lanewise-Main"));
        command.addAll(Arrays.asList(args));
        if (debug) {
            System.err.println("lanewise: starting " + quoted(command));
        }
        return new ChildProcess(command).awaitExit();
    }

    private boolean isLight() {
        if (args.length == 0) {
            return false;
        }
        String last = args[args.length - 1];
        return last.equals("--help")
                || last.equals("-h")
                || words(manifest.getValue("Lanewise-Light-Commands")).contains(args[0]);
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text == null ? "" : text);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    /** As a shell would take it. */
    private static String quoted(List<String> command) {
        StringBuilder line = new StringBuilder();
        for (String word : command) {
            boolean plain = !word.isEmpty();
            for (char c : word.toCharArray()) {
                plain &= Character.isLetterOrDigit(c) || "-_=+:,./@%".indexOf(c) >= 0;
            }
            line.append(line.length() == 0 ? "" : " ").append(plain ? word : "'" + word.replace("'", "'\\''") + "'");
        }
        return line.toString();
    }

    /** Calls a main method as if the JVM had: what it throws comes out as it is. */
    static void invoke(String main, String[] args) throws Throwable {
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Attributes manifest() throws Exception {
        File jar = new File(Launcher.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarFile file = new JarFile(jar)) {
            return file.getManifest().getMainAttributes();
        }
    }
}
