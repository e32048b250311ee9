package dev.lanewise.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file in memory.
 *
 * @param path where it was read from
 * @param header as in the file
 * @param body the numbers, as in the file
 * @param sha256 of header and body, in hexadecimal
 */
public record IdxFile(Path path, byte[] header, byte[] body, String sha256) {
    /** Read and hashed at a time: stays in the second-level cache between the two. */
    private static final int CHUNK = 1 << 17;

    /** What a file may be expected to expand to before its header is believed; images compress to about half. */
    private static final int EXPANSION = 4;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** Images of colours, the most that anybody stores, have four. */
    private static final int MOST_DIMENSIONS = 4;

    /** Nobody compresses a file more often by mistake. */
    private static final int MOST_LAYERS = 3;

    /** What its numbers are. */
    public IdxType type() {
        return IdxType.of(header[2]).orElseThrow();
    }

    int dimensions() {
        return header[3];
    }

    int dimension(int index) {
        return ByteBuffer.wrap(header).getInt(4 + 4 * index);
    }

    /** Its dimensions, as {@code 60000 x 28 x 28}. */
    String shape() {
        return IntStream.range(0, dimensions())
                .mapToObj(i -> Integer.toString(dimension(i)))
                .collect(Collectors.joining(" x "));
    }

    /** How many numbers it has. */
    int count() {
        return body.length / type().bytes();
    }

    /** Its numbers by their index. To look up what they are for each of millions would take most of the time. */
    IntToDoubleFunction numbers() {
        IdxType type = type();
        ByteBuffer bytes = ByteBuffer.wrap(body);
        return index -> type.value(bytes, index);
    }

    /** The length of header and body. */
    public long bytes() {
        return (long) header.length + body.length;
    }

    public void write(OutputStream out) throws IOException {
        out.write(header);
        out.write(body);
    }

    /** Whether a file that starts with these bytes is meant to be one, be it compressed. */
    public static boolean isLike(byte[] start) {
        return isGzip(start)
                || start.length > 3
                        && start[0] == 0
                        && start[1] == 0
                        && IdxType.of(start[2]).isPresent();
    }

    private static boolean isGzip(byte[] start) {
        return start.length > 1 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
    }

    /** Reads a file, compressed or not, and throws a {@link DataException} if it is not sound. */
    public static IdxFile read(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new DataException(path, "is not a file but a folder, a pipe or a device; give an IDX file");
        }
        try (InputStream raw = Files.newInputStream(path)) {
            return read(path, raw, Files.size(path));
        } catch (EOFException e) {
            throw new DataException(path, "ends too early: it was cut short; fetch or copy it again");
        } catch (ZipException e) {
            throw new DataException(path, "is damaged (" + e.getMessage() + "); fetch or copy it again");
        } catch (NoSuchFileException e) {
            throw new DataException(
                    path,
                    Files.isSymbolicLink(path)
                            ? "is a link to a file that does not exist; mend the link"
                            : "does not exist; give an IDX file that does");
        } catch (AccessDeniedException e) {
            throw new DataException(path, "may not be read; change its permissions");
        } catch (IOException e) {
            throw new DataException(path + " cannot be read: " + e.getMessage() + "; give an IDX file", e);
        }
    }

    private static IdxFile read(Path path, InputStream raw, long fileSize) throws IOException {
        InputStream in = raw;
        byte[] start = in.readNBytes(FileKind.BYTES);
        for (int layer = 0; layer < MOST_LAYERS && isGzip(start); layer++) {
            in = new GZIPInputStream(new SequenceInputStream(new ByteArrayInputStream(start), in), CHUNK);
            start = in.readNBytes(FileKind.BYTES);
        }
        if (start.length < 4 || isGzip(start) || !isLike(start)) {
            throw new DataException(path, FileKind.of(start));
        }
        return read(path, start, new SequenceInputStream(new ByteArrayInputStream(start), in), fileSize);
    }

    private static IdxFile read(Path path, byte[] start, InputStream in, long fileSize) throws IOException {
        if (start[3] < 1 || start[3] > MOST_DIMENSIONS) {
            throw new DataException(
                    path,
                    "is an IDX file of " + (start[3] & 0xFF)
                            + " dimensions; give one of images, which have three, or of" + " labels, which have one");
        }
        byte[] header = new byte[4 + 4 * start[3]];
        if (in.readNBytes(header, 0, header.length) < header.length) {
            throw new EOFException();
        }
        MessageDigest digest = newSha256();
        digest.update(header);
        byte[] body = body(in, length(path, header), fileSize * EXPANSION, digest);
        if (in.read() >= 0) {
            throw new DataException(
                    path,
                    "goes on after the " + body.length + " bytes that its header promises; fetch or copy it again");
        }
        return new IdxFile(path, header, body, HexFormat.of().formatHex(digest.digest()));
    }

    /** The length of the body, if an array can hold it. */
    private static int length(Path path, byte[] header) {
        ByteBuffer sizes = ByteBuffer.wrap(header, 4, header.length - 4);
        long length = IdxType.of(header[2]).orElseThrow().bytes();
        while (sizes.hasRemaining()) {
            long size = Integer.toUnsignedLong(sizes.getInt());
            length = size == 0 || length > LARGEST_ARRAY / size ? -1 : length * size;
            if (length < 0) {
                throw new DataException(
                        path,
                        size == 0
                                ? "has a header that promises nothing; give a file with at least one image"
                                : "has a header that promises more than 2 GB; it is damaged, or too large to be used");
            }
        }
        return (int) length;
    }

    /** Reads {@code length} bytes, allocating no more than has been seen to arrive, beyond {@code trusted}. */
    private static byte[] body(InputStream in, int length, long trusted, MessageDigest digest) throws IOException {
        byte[] body = new byte[(int) Math.min(length, Math.max(CHUNK, trusted))];
        int have = 0;
        while (have < length) {
            if (have == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * have));
            }
            int got = in.read(body, have, Math.min(CHUNK, body.length - have));
            if (got < 0) {
                throw new EOFException();
            }
            digest.update(body, have, got);
            have += got;
        }
        return body;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
