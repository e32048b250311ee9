package dev.lanewise.data.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gets the data set out of Debian's package, without root and without changing the system: the package is downloaded and
 * unpacked in a temporary directory. If the system's package lists do not have it, as on a fresh machine, lists of our own are
 * fetched there too.
 *
 * @param aptGet the command apt-get
 * @param dpkgDeb the command dpkg-deb
 * @param patience how long to wait for a server that sends nothing
 */
record DebianPackage(List<String> aptGet, List<String> dpkgDeb, Duration patience) {
    static final String DESCRIPTION = "the Debian package dataset-fashion-mnist by apt-get";

    private static final String PACKAGE = "dataset-fashion-mnist";

    /** Downloads and unpacks the package below a directory, and returns the directory that the files are in. */
    Path unpackInto(Path directory) throws IOException {
        if (!apt(directory, "download.log", "download", PACKAGE)) {
            downloadWithOwnLists(directory);
        }
        Path unpacked = directory.resolve("unpacked");
        List<String> unpack = concat(dpkgDeb, "-x", downloaded(directory).toString(), unpacked.toString());
        Path log = directory.resolve("unpack.log");
        if (!Command.run(unpack, directory, log, patience)) {
            throw new IOException("dpkg-deb failed: " + line(log, each -> true, "without a word"));
        }
        return unpacked.resolve(Path.of("usr", "share", "datasets", "fashion-mnist"));
    }

    private static Path downloaded(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> each.getFileName().toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("apt-get left no package file"));
        }
    }

    private void downloadWithOwnLists(Path directory) throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Files.createDirectories(state.resolve("lists").resolve("partial"));
        Files.createDirectories(cache.resolve("archives").resolve("partial"));
        String[] own = {"-o", "Dir::State=" + state, "-o", "Dir::Cache=" + cache, "-o", "Acquire::Languages=none"};
        apt(directory, "update.log", concat(List.of(own), "update").toArray(String[]::new));
        if (!apt(
                directory,
                "download.log",
                concat(List.of(own), "download", PACKAGE).toArray(String[]::new))) {
            // a list that could not be fetched is only a warning to apt-get, but it is why the package is not found
            String why =
                    line(directory.resolve("download.log"), each -> each.startsWith("E:"), "apt-get does not say why");
            throw new IOException(line(directory.resolve("update.log"), each -> each.contains("Failed to fetch"), why));
        }
    }

    private boolean apt(Path directory, String log, String... arguments) throws IOException {
        long seconds = Math.max(1, patience.toSeconds());
        List<String> command = concat(
                aptGet,
                "-q",
                "-o",
                "Acquire::Retries=0",
                "-o",
                "Acquire::http::Timeout=" + seconds,
                "-o",
                "Acquire::https::Timeout=" + seconds);
        return Command.run(concat(command, arguments), directory, directory.resolve(log), patience);
    }

    private static List<String> concat(List<String> start, String... rest) {
        List<String> all = new ArrayList<>(start);
        all.addAll(List.of(rest));
        return all;
    }

    /** The first line of a log that is like this, if there is one. */
    private static String line(Path log, Predicate<String> like, String otherwise) throws IOException {
        if (!Files.exists(log)) {
            return otherwise;
        }
        return new String(Files.readAllBytes(log), UTF_8)
                .lines()
                .filter(like)
                .findFirst()
                .map(String::strip)
                .orElse(otherwise);
    }
}
