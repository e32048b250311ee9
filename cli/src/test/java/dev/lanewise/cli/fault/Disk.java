package dev.lanewise.cli.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder whose n-th changing operation fails. Beside the folder as programs see it, it knows what would be left of it without
 * power: the names as of the last sync of their folder, the contents as of the last sync of their file.
 */
final class Disk {
    /** A file under whatever name, with what is safe of it. */
    private static final class Node {
        byte[] synced = new byte[0];
    }

    private final Path root;
    private final Fault fault;
    private final int at;
    private final Map<Path, Node> names = new HashMap<>();
    private final Map<Path, Node> syncedNames = new HashMap<>();
    private final List<FileChannel> open = new ArrayList<>();
    private int operations;
    private boolean full;

    /**
     * A folder with contents that are safe.
     *
     * @param at which operation fails, 1, 2, …
     */
    Disk(Path root, Fault fault, int at) {
        this.root = root;
        this.fault = fault;
        this.at = at;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                Node node = new Node();
                node.synced = Files.readAllBytes(each);
                names.put(each, node);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        syncedNames.putAll(names);
    }

    /** The folder, to be worked in. */
    Path folder() {
        return new FaultyFileSystem(this).path(root);
    }

    /** Whether so many operations were done that the fault has struck. */
    boolean hasStruck() {
        return operations >= at;
    }

    /** An operation that writes no bytes is about to be done. */
    void operation(boolean needsSpace) throws IOException {
        operations++;
        if (fault.endsTheProcess() && operations >= at) {
            throw new Crash();
        }
        if (fault == Fault.INPUT_OUTPUT_ERROR && operations == at) {
            throw new IOException("Input/output error");
        }
        if (needsSpace && fault == Fault.NO_SPACE && (full || operations >= at)) {
            full = true;
            throw noSpace();
        }
    }

    /** How many of these bytes a write takes now. */
    int writable(int bytes) throws IOException {
        operations++;
        if (fault.endsTheProcess() && operations >= at) {
            throw new Crash();
        }
        if (full) {
            throw noSpace();
        }
        if (operations != at) {
            return bytes;
        }
        return switch (fault) {
            case INPUT_OUTPUT_ERROR -> throw new IOException("Input/output error");
            case NO_SPACE -> {
                full = true;
                yield bytes / 2;
            }
            default -> Math.max(1, bytes / 2);
        };
    }

    private static IOException noSpace() {
        return new IOException("No space left on device");
    }

    /** Is closed when the process ends. */
    void opened(Path file, FileChannel channel) {
        open.add(channel);
        if (Files.isRegularFile(file)) {
            names.computeIfAbsent(file, name -> new Node());
        }
    }

    void moved(Path from, Path to) {
        names.put(to, names.remove(from));
    }

    void deleted(Path file) {
        names.remove(file);
    }

    void synced(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            syncedNames.keySet().removeIf(each -> path.equals(each.getParent()));
            names.forEach((name, node) -> {
                if (path.equals(name.getParent())) {
                    syncedNames.put(name, node);
                }
            });
        } else if (names.containsKey(path)) {
            names.get(path).synced = Files.readAllBytes(path);
        }
    }

    /** Ends the process, and leaves what the next one finds; that may be after the next start of the machine. */
    void restart() throws IOException {
        for (FileChannel each : open) {
            each.close();
        }
        if (fault != Fault.POWER_CUT && fault != Fault.POWER_CUT_AFTER_NAMES) {
            return;
        }
        List<Path> old;
        try (Stream<Path> all = Files.walk(root)) {
            old = all.sorted(Comparator.reverseOrder())
                    .filter(each -> !each.equals(root))
                    .toList();
        }
        for (Path each : old) {
            Files.delete(each);
        }
        for (Map.Entry<Path, Node> each : (fault == Fault.POWER_CUT ? syncedNames : names).entrySet()) {
            Files.createDirectories(each.getKey().getParent());
            Files.write(each.getKey(), each.getValue().synced);
        }
    }
}
