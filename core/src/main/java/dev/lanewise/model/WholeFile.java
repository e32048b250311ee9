package dev.lanewise.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files are written whole or not at all, and stay so when the power fails; model files are read with words for all that can go wrong. */
public final class WholeFile {
    /** What is done with an open file. */
    interface Body<T> {
        T with(FileChannel file) throws IOException;
    }

    /** What is written to an open file. */
    @FunctionalInterface
    public interface Writer {
        /** Writes it. */
        void to(FileChannel file) throws IOException;
    }

    private WholeFile() {}

    /** Replaces a file once its new contents are on the disk; on return, it is on the disk under its name. */
    public static void write(Path file, Writer writer) throws IOException {
        String name = "." + file.getFileName() + "-" + ProcessHandle.current().pid() + ".part";
        Path part = file.resolveSibling(name); // with the usual permissions, unlike temporary files
        try {
            try (FileChannel out = FileChannel.open(
                    part, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
                writer.to(out);
                out.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Waits until what was written to a file, or which files a folder has, is on the disk. Windows keeps folders by itself, and does
     * not let them be opened.
     */
    public static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (folder && path.getFileSystem().getSeparator().equals("\\")) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Writes all of the bytes. */
    static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /**
     * Reads a file.
     *
     * @throws ModelFileException if it cannot be opened or read
     */
    static <T> T read(Path file, Body<T> body) {
        if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
            throw new ModelFileException(file, "is no file, but a pipe or device; give a file");
        }
        try (FileChannel in = FileChannel.open(file)) {
            return body.with(in);
        } catch (NoSuchFileException e) {
            throw new ModelFileException(file, "does not exist; check the path");
        } catch (AccessDeniedException e) {
            throw new ModelFileException(file, "may not be read by this user; change its permissions");
        } catch (EOFException e) {
            throw new ModelFileException(file, "is cut short; write or copy it again");
        } catch (IOException e) {
            throw new ModelFileException(file, "cannot be read (" + e.getMessage() + "); give a readable file");
        }
    }

    /**
     * The next {@code size} bytes.
     *
     * @throws EOFException if there are fewer
     */
    static ByteBuffer readFully(FileChannel in, int size) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(size);
        while (out.hasRemaining()) {
            if (in.read(out) < 0) {
                throw new EOFException();
            }
        }
        return out.flip();
    }
}
