package dev.lanewise.data.fetch;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where to look for Fashion-MNIST, in this order.
 *
 * @param cache the directory that keeps what was fetched
 * @param installed directories that are only read, where a system package or an earlier version may have put it
 * @param mirrors addresses, ending in a slash, below which the four files lie compressed
 * @param aptGet the command that fetches a Debian package; empty for none
 * @param dpkgDeb the command that unpacks one
 * @param patience how long to wait for a source that sends nothing
 */
public record DataSources(
        Path cache,
        List<Path> installed,
        List<URI> mirrors,
        List<String> aptGet,
        List<String> dpkgDeb,
        Duration patience) {
    private static final List<URI> OFFICIAL = List.of(
            URI.create("https://fashion-mnist.s3.eu-central-1.amazonaws.com/"),
            URI.create("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"));

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Makes the lists unmodifiable. */
    public DataSources {
        installed = List.copyOf(installed);
        mirrors = List.copyOf(mirrors);
        aptGet = List.copyOf(aptGet);
        dpkgDeb = List.copyOf(dpkgDeb);
    }

    /**
     * The usual places: the cache is a directory {@code fashion-mnist} in {@code $LANEWISE_CACHE}, else in {@code
     * $XDG_CACHE_HOME/lanewise}, else in {@code ~/.cache/lanewise}. Earlier versions kept the files in these directories
     * themselves, where they are still read. System packages are looked for in {@code $XDG_DATA_DIRS}, else {@code /usr/local/share:/usr/share};
     * then come the addresses of the data set's authors, then the Debian package {@code dataset-fashion-mnist}.
     */
    public static DataSources of(Map<String, String> environment) {
        Path caches = caches(environment);
        return new DataSources(
                caches.resolve("fashion-mnist"),
                Stream.concat(Stream.of(caches), installed(environment)).toList(),
                OFFICIAL,
                List.of("apt-get"),
                List.of("dpkg-deb"),
                PATIENCE);
    }

    /** The first directory of this machine that has files of Fashion-MNIST; they may still be broken. */
    public Optional<Path> found() {
        return Stream.concat(Stream.of(cache), installed.stream())
                .filter(each -> DataDirectory.hasAny(each, DataFile.FASHION_MNIST))
                .findFirst();
    }

    private static Path caches(Map<String, String> environment) {
        String own = environment.getOrDefault("LANEWISE_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        if (!shared.isEmpty() && Path.of(shared).isAbsolute()) {
            return Path.of(shared, "lanewise");
        }
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home, ".cache", "lanewise");
    }

    private static Stream<Path> installed(Map<String, String> environment) {
        String directories = environment.getOrDefault("XDG_DATA_DIRS", "");
        return Arrays.stream((directories.isEmpty() ? "/usr/local/share:/usr/share" : directories).split(":"))
                .filter(each -> !each.isEmpty())
                .map(each -> Path.of(each, "datasets", "fashion-mnist"))
                .distinct();
    }
}
