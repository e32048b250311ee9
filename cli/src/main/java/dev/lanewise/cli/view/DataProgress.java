package dev.lanewise.cli.view;

import dev.lanewise.data.fetch.DataListener;
import java.nio.file.Path;
import java.util.Locale;

/** Says what is being fetched, and how far that is. */
public final class DataProgress implements DataListener {
    private static final double MEBIBYTE = 1 << 20;

    private final Terminal terminal;

    /** On this terminal. */
    public DataProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void doing(String what) {
        terminal.note(what);
    }

    @Override
    public void failed(String source, String why) {
        terminal.note(why.startsWith(source) ? why : source + ": " + why);
    }

    @Override
    public void progress(String file, long bytes, long total) {
        String of = total < 0 ? "" : String.format(Locale.ROOT, " of %.1f", total / MEBIBYTE);
        terminal.status(String.format(Locale.ROOT, "%s  %.1f%s MiB", file, bytes / MEBIBYTE, of));
    }

    @Override
    public void cached(Path directory) {
        terminal.note("kept in " + directory);
    }
}
