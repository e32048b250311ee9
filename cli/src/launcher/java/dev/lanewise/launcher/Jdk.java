package dev.lanewise.launcher;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/** A folder that may hold a JDK, judged by the file {@code release} in it, without starting anything. */
final class Jdk {
    /** What the program needs, in words. */
    static final String NEEDED = "25.0.3 or later";

    private static final int[] FIRST_SOUND = {25, 0, 3};

    /** Where the home is below the folder a JDK is installed in: right there, or as macOS and Homebrew have it. */
    private static final String[] HOMES = {"", "Contents/Home", "libexec/openjdk.jdk/Contents/Home"};

    private final File home;
    private String version;
    private String modules = "";

    private Jdk(File home) {
        this.home = home;
    }

    /** Reads what is said about the JDK in a folder; there may be none. */
    static Jdk in(File folder) {
        for (String inside : HOMES) {
            Jdk jdk = new Jdk(inside.isEmpty() ? folder : new File(folder, inside));
            if (jdk.readRelease()) {
                return jdk;
            }
        }
        return new Jdk(folder);
    }

    /** Whether a version, as in the property {@code java.version}, is recent enough. */
    static boolean isSound(String version) {
        StringTokenizer parts = new StringTokenizer(version, ".-+_");
        for (int needed : FIRST_SOUND) {
            int part = parts.hasMoreTokens() ? number(parts.nextToken()) : 0;
            if (part != needed) {
                return part > needed;
            }
        }
        return true;
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Why this JDK cannot run the program, as the end of a sentence; null if it can. */
    String problem() {
        if (version == null) {
            return "is not the home of a JDK: it has no file 'release' with a version";
        }
        if (!isSound(version)) {
            return "is Java " + version + ", and " + NEEDED + " is needed";
        }
        if (!modules.contains(" " + VectorModule.NAME + " ")) {
            return "is a Java " + version + " without the module " + VectorModule.NAME + ", and a full JDK is needed";
        }
        if (!executable().canExecute()) {
            return "has no program bin/java that can be run";
        }
        return null;
    }

    File executable() {
        return new File(home, File.separatorChar == '\\' ? "bin/java.exe" : "bin/java");
    }

    /** Whether this is the JDK at that home, by whatever name. */
    boolean isAt(File otherHome) {
        try {
            return home.getCanonicalFile().equals(otherHome.getCanonicalFile());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return home.getPath();
    }

    private boolean readRelease() {
        File release = new File(home, "release");
        if (!release.isFile()) {
            return false;
        }
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new FileInputStream(release), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                readLine(line);
            }
        } catch (IOException e) {
            return false;
        }
        return version != null;
    }

    private void readLine(String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            return;
        }
        String value = line.substring(equals + 1).replace("\"", "").trim();
        switch (line.substring(0, equals)) {
            case "JAVA_VERSION":
                version = value;
                break;
            case "MODULES":
                modules = " " + value + " ";
                break;
            default:
        }
    }
}
