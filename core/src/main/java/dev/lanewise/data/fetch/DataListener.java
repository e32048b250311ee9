package dev.lanewise.data.fetch;

import java.nio.file.Path;

/** Told what a {@link DataFinder} does when there is something to wait for. May be called from another thread. */
public interface DataListener {
    /** Hears nothing. */
    DataListener SILENT = new DataListener() {};

    /** A sentence about what is being done now, such as "fetching Fashion-MNIST from …". */
    default void doing(String what) {}

    /** A source did not work, and why; the next one is tried. */
    default void failed(String source, String why) {}

    /**
     * A download goes on.
     *
     * @param file its name
     * @param bytes fetched so far
     * @param total the length, or −1 if the server does not say
     */
    default void progress(String file, long bytes, long total) {}

    /** The data was written to the cache, where the next run will find it. */
    default void cached(Path directory) {}
}
