package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder for one run, by a locked file in it, which the system unlocks however the process ends.
 *
 * <p>On Linux a process loses its locks on a file as soon as it closes any channel to that file, not just the one that locked it.
 * So the channel that looked at the file stays open, and a folder that is in use in this process is refused before its file is
 * opened.
 */
final class FolderLock implements AutoCloseable {
    static final String NAME = ".lanewise.lock";

    private static final int ATTEMPTS = 3;

    /** The folders in use in this process. */
    private static final Set<Path> USED = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final List<FileChannel> open = new ArrayList<>();

    private FolderLock(Path folder) {
        this.folder = folder;
    }

    /**
     * Locks a folder, which must exist.
     *
     * @throws CliException if another run uses it
     * @throws IOException if it cannot be locked
     */
    static FolderLock of(Path folder) throws IOException {
        FolderLock lock = new FolderLock(folder.toRealPath());
        boolean taken = false;
        if (USED.add(lock.folder)) {
            try {
                for (int i = 0; i < ATTEMPTS && !taken; i++) {
                    lock.closeChannels();
                    taken = lock.isTaken();
                }
            } finally {
                if (!taken) {
                    lock.giveUp();
                }
            }
        }
        if (!taken) {
            throw new CliException(
                    ExitCode.OUTPUT,
                    "--out: " + folder + " is in use by another run; wait for its end or give another folder");
        }
        return lock;
    }

    private boolean isTaken() throws IOException {
        FileChannel channel = open(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                return false;
            }
        } catch (IOException e) {
            throw new IOException("a file in it cannot be locked: " + e.getMessage(), e);
        }
        return isThere(channel);
    }

    /** Not so if the file was deleted, by the run that used it before, between opening and locking. */
    private boolean isThere(FileChannel channel) throws IOException {
        byte[] mark = (ProcessHandle.current().pid() + " " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark), 0);
        ByteBuffer there = ByteBuffer.allocate(mark.length);
        try {
            open(StandardOpenOption.READ).read(there);
        } catch (NoSuchFileException e) {
            return false;
        }
        return Arrays.equals(mark, there.array());
    }

    private FileChannel open(OpenOption... how) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(NAME), how);
        open.add(channel);
        return channel;
    }

    private void closeChannels() throws IOException {
        for (FileChannel each : open) {
            each.close();
        }
        open.clear();
    }

    private void giveUp() throws IOException {
        closeChannels();
        USED.remove(folder);
    }

    /** Unlocks the folder and leaves no trace. */
    @Override
    public void close() throws IOException {
        try {
            Files.deleteIfExists(folder.resolve(NAME));
        } finally {
            giveUp();
        }
    }
}
