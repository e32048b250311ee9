package dev.lanewise.launcher;

import java.util.jar.Manifest;

/** Starts the main class that the jar's manifest names as {@code Lanewise-Main}. */
public final class Launcher {
    private Launcher() {}

    /** Passes the arguments on. */
    public static void main(String[] args) throws Exception {
        Manifest manifest = new Manifest(Launcher.class.getResourceAsStream("/META-INF/MANIFEST.MF"));
        String main = manifest.getMainAttributes().getValue("Lanewise-Main");
        Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
    }
}
