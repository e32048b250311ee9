package dev.lanewise.data.fetch;

import dev.lanewise.data.DataException;
import dev.lanewise.data.IdxFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds Fashion-MNIST, or fetches and caches it. Whatever its source, each file is checked against its pinned length and
 * SHA-256 every time before it is used.
 */
public final class DataFinder {
    private final DataSources sources;
    private final DataListener listener;
    private final List<DataFile> files;

    /** A loader that looks in the usual places and says nothing. */
    public DataFinder() {
        this(DataSources.of(System.getenv()), DataListener.SILENT);
    }

    /** A loader that looks in these places. */
    public DataFinder(DataSources sources, DataListener listener) {
        this(sources, listener, DataFile.FASHION_MNIST);
    }

    DataFinder(DataSources sources, DataListener listener, List<DataFile> files) {
        this.sources = sources;
        this.listener = listener;
        this.files = files;
    }

    /** Gets a source's files into an empty directory. */
    @FunctionalInterface
    private interface Fetch {
        /**
         * Fetches.
         *
         * @return the directory the files are in
         */
        Path into(Path temporary) throws IOException;
    }

    /**
     * Reads a data set from a directory that has four IDX files, with or without {@code .gz}, by the names that MNIST and its
     * kin have; they may begin with the name of the data set, and lie in a directory below. It may be another data set than
     * Fashion-MNIST, of at most 256 classes.
     *
     * @param directory or a directory and the beginning of the files' names
     * @throws DataException if a file is missing or broken, or they do not fit together
     */
    public LoadedData load(Path directory) {
        FourFiles found = FourFiles.in(directory);
        List<IdxFile> read = DataDirectory.read(found.paths());
        boolean pinned = true;
        for (int i = 0; i < files.size(); i++) {
            pinned &= files.get(i).matches(read.get(i));
        }
        return loaded(read, found.origin(), pinned);
    }

    /**
     * Takes Fashion-MNIST from the first of the {@link DataSources} that has it.
     *
     * @throws DataException if none does, naming each that failed and why; or if what was fetched cannot be cached
     */
    public LoadedData load() {
        List<Path> local = new ArrayList<>(List.of(sources.cache()));
        local.addAll(sources.installed());
        List<String> failures = new ArrayList<>();
        for (Path each : local) {
            if (DataDirectory.hasAny(each, files)) {
                try {
                    return loaded(DataDirectory.read(each, files), each.toString(), true);
                } catch (DataException e) {
                    fail(failures, each.toString(), e.getMessage());
                }
            }
        }
        return fetched(failures);
    }

    private LoadedData fetched(List<String> failures) {
        Cache cache = new Cache(sources.cache(), listener);
        cache.prepare();
        for (URI mirror : sources.mirrors()) {
            Download download = new Download(mirror, sources.patience(), listener);
            LoadedData data = fetch(mirror.toString(), temporary -> download.all(files, temporary), cache, failures);
            if (data != null) {
                return data;
            }
        }
        if (!sources.aptGet().isEmpty()) {
            DebianPackage apt = new DebianPackage(sources.aptGet(), sources.dpkgDeb(), sources.patience());
            LoadedData data = fetch(DebianPackage.DESCRIPTION, apt::unpackInto, cache, failures);
            if (data != null) {
                return data;
            }
        }
        throw new DataException("Fashion-MNIST is not on this machine and could not be fetched: "
                + String.join("; ", failures)
                + "; connect to the network once, or give a directory that has its four files");
    }

    /** Fetches, verifies and caches, or returns null if the source does not work. */
    private LoadedData fetch(String source, Fetch fetch, Cache cache, List<String> failures) {
        listener.doing("fetching Fashion-MNIST from " + source);
        List<IdxFile> read;
        try (Temporary temporary = Temporary.directory()) {
            read = DataDirectory.read(fetch.into(temporary.path()), files);
        } catch (IOException | DataException e) {
            fail(failures, source, reason(e));
            return null;
        }
        return loaded(cache.keep(read, files), source, true);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private void fail(List<String> failures, String source, String why) {
        listener.failed(source, why);
        failures.add(why.startsWith(source) ? why : source + ": " + why);
    }

    private static LoadedData loaded(List<IdxFile> read, String origin, boolean fashionMnist) {
        Assembly assembly = Assembly.of(read, fashionMnist ? FashionMnist.CLASS_NAMES : List.of());
        return new LoadedData(
                assembly.data(),
                origin,
                read.stream().map(IdxFile::path).toList(),
                read.stream().map(IdxFile::sha256).toList(),
                fashionMnist,
                assembly.remarks());
    }
}
