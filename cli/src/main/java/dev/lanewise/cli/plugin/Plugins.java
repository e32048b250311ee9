package dev.lanewise.cli.plugin;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.registry.Loaded;
import dev.lanewise.registry.Origin;
import dev.lanewise.registry.Regularizers;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds plug-in jars and loads them; what cannot be loaded is among the problems of the result. */
public final class Plugins {
    /** Loading takes some milliseconds; ten seconds are a slow disk and a slow constructor together. */
    private static final long PATIENCE_MILLISECONDS = 10_000;

    private final Set<Path> jars = new LinkedHashSet<>();
    private final List<Loaded> loaded = new ArrayList<>();

    private Plugins() {}

    /**
     * The built-in regularizers and those of all plug-ins.
     *
     * @param paths jars, or folders of jars, beside the usual folder
     * @throws CliException if a path does not exist
     */
    public static Regularizers load(List<Path> paths) {
        return Regularizers.installed().with(load(paths, Optional.of(usualFolder()), PATIENCE_MILLISECONDS));
    }

    /**
     * What one jar offers, and no other.
     *
     * @throws CliException if it does not exist
     */
    public static Regularizers load(Path jar) {
        return Regularizers.of(load(List.of(jar), Optional.empty(), PATIENCE_MILLISECONDS));
    }

    static List<Loaded> load(List<Path> paths, Optional<Path> usual, long patienceMilliseconds) {
        Plugins plugins = new Plugins();
        usual.filter(Files::isDirectory).ifPresent(each -> plugins.add(each, false));
        for (Path each : paths) {
            if (!Files.exists(each)) {
                throw CliException.usage("there is no plug-in jar or folder " + each + "; check its name");
            }
            plugins.add(each, true);
        }
        List<PluginJar> loading = plugins.jars.stream().map(PluginJar::start).toList();
        loading.forEach(each -> plugins.loaded.add(each.await(patienceMilliseconds)));
        return plugins.loaded;
    }

    /** The folder {@code plugins} beside the jar this program runs from. */
    private static Path usualFolder() {
        try {
            Path program = Path.of(Plugins.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return program.resolveSibling("plugins");
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // class loaders give well-formed locations
        }
    }

    /**
     * Adds a jar, or all of a folder.
     *
     * @param named whether the user named it, and so expects something of it
     */
    private void add(Path path, boolean named) {
        try {
            Path real = path.toRealPath();
            if (isWritableByAll(real)) {
                String what = Files.isDirectory(real)
                        ? "may be changed by every user, so its jars are not loaded"
                        : "may be changed by every user, so it is not loaded";
                loaded.add(Loaded.failed(origin(path), what + "; run: chmod o-w " + real));
            } else if (Files.isDirectory(real)) {
                addAll(real, named);
            } else {
                jars.add(real);
            }
        } catch (IOException e) {
            loaded.add(Loaded.failed(origin(path), "cannot be read (" + e.getMessage() + "); check its permissions"));
        }
    }

    private void addAll(Path folder, boolean named) throws IOException {
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(each -> Files.isRegularFile(each) && isJar(each))
                    .sorted()
                    .toList();
        }
        if (named && found.isEmpty()) {
            loaded.add(Loaded.failed(origin(folder), "has no jar in it; name a jar, or a folder of jars"));
        }
        found.forEach(each -> add(each, named));
    }

    private static boolean isJar(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static Origin origin(Path path) {
        return new Origin(path.toString(), "");
    }

    private static boolean isWritableByAll(Path real) throws IOException {
        return real.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(real).contains(PosixFilePermission.OTHERS_WRITE);
    }
}
