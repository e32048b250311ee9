package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where {@code --out} points, if it was given: writable, and in use by this process alone while it is open. If it was not there
 * before and nothing was written, it is not there any more afterwards.
 */
public final class OutputFolder implements AutoCloseable {
    /** In it, a comparison keeps a folder for each run. */
    public static final String RUNS = "runs";

    /** What a sweep is to do. */
    public static final String SWEEP = "sweep.json";

    /** Its settings in their order. */
    public static final String LEADERBOARD = "leaderboard.csv";

    /** Its winner, and how that does on the test set. */
    public static final String WINNER = "winner.json";

    /** What a run, a sweep and their reports leave behind. */
    private static final List<String> OURS = List.of(
            RunFolder.RUN,
            SWEEP,
            LEADERBOARD,
            WINNER,
            RunFolder.MODEL,
            RunFolder.CHECKPOINT,
            RunFolder.METRICS,
            RunFolder.REPORT,
            RunFolder.CURVES_SVG,
            RunFolder.CURVES_PNG);

    private final Path path; // null if there is none
    private final List<Path> made = new ArrayList<>();
    private FolderLock lock;
    private boolean replaces;

    private OutputFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes sure that there is something to overwrite.
     *
     * @param out null if it was not given
     * @throws CliException if not
     */
    public static void requireOut(Path out, boolean overwrite) {
        if (overwrite && out == null) {
            throw CliException.usage("--overwrite has no effect without --out; leave it out, or name the folder");
        }
    }

    /** Nowhere: nothing is kept. */
    public static OutputFolder none() {
        return new OutputFolder(null);
    }

    /**
     * Opens the folder for new results.
     *
     * @param overwrite whether earlier results may be lost
     * @throws CliException if it holds earlier results that may not, is used by another run, or cannot be written
     */
    public static OutputFolder open(Path path, boolean overwrite) {
        OutputFolder out = new OutputFolder(path);
        out.begin();
        try {
            out.replaces = overwrite;
            if (!overwrite) {
                requireNoResults(path);
            }
            return out;
        } catch (CliException e) {
            out.close();
            throw e;
        }
    }

    /**
     * Makes sure that a folder, which need not exist, holds no earlier results.
     *
     * @throws CliException if it does
     */
    public static void requireNoResults(Path path) {
        Optional<String> earlier = Stream.concat(OURS.stream(), Stream.of(RUNS))
                .filter(name -> Files.exists(path.resolve(name)))
                .findFirst();
        if (earlier.isPresent()) {
            boolean goesOn = Files.exists(path.resolve(RunFolder.CHECKPOINT)) || Files.exists(path.resolve(SWEEP));
            throw new CliException(
                    ExitCode.OUTPUT,
                    "--out: " + path + " has " + earlier.get() + " of an earlier run; give another folder"
                            + (goesOn ? ", go on with that run by --resume," : "")
                            + " or replace what is there with --overwrite");
        }
    }

    /**
     * Opens the folder of a run that goes on.
     *
     * @throws CliException if it is used by another run or cannot be written
     */
    public static OutputFolder goOn(Path path) {
        OutputFolder out = new OutputFolder(path);
        out.begin();
        return out;
    }

    /** As the folder of a run; empty if nothing is kept. */
    public Optional<RunFolder> run() {
        return Optional.ofNullable(path).map(RunFolder::new);
    }

    /** The folders of its runs, if it is one of many. */
    private static List<Path> runs(Path folder) throws IOException {
        Path runs = folder.resolve(RUNS);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    private void begin() {
        Path whole = path.toAbsolutePath().normalize();
        try {
            for (Path each = whole; !Files.exists(each, LinkOption.NOFOLLOW_LINKS); each = each.getParent()) {
                made.add(each);
            }
            Path existing = made.isEmpty() ? whole : made.getLast().getParent();
            if (!Files.isDirectory(existing)) {
                String what = Files.exists(existing) ? " is a file" : " is a link to what is not there";
                throw new CliException(ExitCode.OUTPUT, "--out: " + existing + what + "; give a folder");
            }
            Files.createDirectories(whole);
            lock = FolderLock.of(whole);
            Leftovers.delete(whole, OURS);
            for (Path each : runs(whole)) {
                if (!Files.exists(each.resolve(FolderLock.NAME))) { // else it is a run by itself, which may go on now
                    Leftovers.delete(each, OURS);
                }
            }
        } catch (IOException e) {
            removeMade();
            throw RunFolder.cannotWrite(path, e);
        }
    }

    /**
     * Deletes what an earlier run left, the first time it is called: once the first new result is there, so that whoever looks finds
     * the one or the other, and earlier results outlive a run that comes to nothing. Files of others stay.
     *
     * @param written the names of the new results
     * @throws CliException if that fails
     */
    public void discardEarlier(String... written) {
        if (!replaces) {
            return;
        }
        replaces = false;
        requireFiles();
        try {
            for (Path each : runs(path)) {
                deleteOurs(each, List.of());
                deleteIfEmpty(each);
            }
            if (Files.isDirectory(path.resolve(RUNS))) {
                deleteIfEmpty(path.resolve(RUNS));
            }
            deleteOurs(path, List.of(written));
        } catch (IOException e) {
            throw RunFolder.cannotWrite(path, e);
        }
    }

    /** Nothing is deleted where something could not be written afterwards. */
    private void requireFiles() {
        for (String name : OURS) {
            Path file = path.resolve(name);
            if (Files.isDirectory(file)) {
                throw RunFolder.cannotWrite(file, new IOException("it is a folder"));
            }
        }
    }

    private static void deleteOurs(Path folder, List<String> but) throws IOException {
        for (String name : OURS) {
            if (!but.contains(name)) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            return; // somebody else keeps something in it
        }
    }

    private void removeMade() {
        try {
            for (Path each : made) {
                deleteIfEmpty(each);
            }
        } catch (IOException e) {
            throw RunFolder.cannotWrite(path, e);
        }
    }

    /** The folder is free for others. */
    @Override
    public void close() {
        if (path == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw RunFolder.cannotWrite(path, e);
        }
        removeMade();
    }
}
