package dev.lanewise.cli.runfile;

import dev.lanewise.cli.base.CliException;
import dev.lanewise.cli.base.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a folder for one process, by a locked file in it, which the system unlocks however the process ends. */
final class FolderLock implements AutoCloseable {
    static final String NAME = ".lanewise.lock";

    private static final int ATTEMPTS = 3;

    private final Path file;
    private final FileChannel channel;

    private FolderLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder, which must exist.
     *
     * @throws CliException if another run uses it
     * @throws IOException if it cannot be locked
     */
    static FolderLock of(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        for (int i = 0; i < ATTEMPTS; i++) {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (isLocked(channel) && isAt(file, channel)) {
                return new FolderLock(file, channel);
            }
            channel.close();
        }
        throw new CliException(
                ExitCode.OUTPUT,
                "--out: " + folder + " is in use by another run; wait for its end or give another folder");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // by another run of this process
            return false;
        } catch (IOException e) {
            throw new IOException("a file in it cannot be locked: " + e.getMessage(), e);
        }
    }

    /** Not so if the file was deleted, by the run that used it before, between opening and locking. */
    private static boolean isAt(Path file, FileChannel channel) throws IOException {
        String mark = ProcessHandle.current().pid() + " " + System.nanoTime();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.UTF_8)), 0);
        try {
            return mark.equals(Files.readString(file));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Unlocks the folder and leaves no trace. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(file);
        }
    }
}
