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
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file in memory.
 *
 * @param path where it was read from
 * @param header as in the file
 * @param body the elements
 * @param sha256 of header and body, in hexadecimal
 */
public record IdxFile(Path path, byte[] header, byte[] body, String sha256) {
    /** Magic number of unsigned bytes in three dimensions. */
    public static final int IMAGES = 2051;

    /** Magic number of unsigned bytes in one dimension. */
    public static final int LABELS = 2049;

    /** Read and hashed at a time: stays in the second-level cache between the two. */
    private static final int CHUNK = 1 << 17;

    /** What a file may be expected to expand to before its header is believed; images compress to about half. */
    private static final int EXPANSION = 4;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    int dimension(int index) {
        return ByteBuffer.wrap(header).getInt(4 + 4 * index);
    }

    /** The length of header and body. */
    public long bytes() {
        return (long) header.length + body.length;
    }

    public void write(OutputStream out) throws IOException {
        out.write(header);
        out.write(body);
    }

    /** Reads a file, compressed or not, and throws a {@link DataException} if it is not sound. */
    public static IdxFile read(Path path, int magic) {
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = inflated(raw)) {
            return read(path, magic, in, Files.size(path));
        } catch (EOFException e) {
            throw new DataException(path, "ends too early: it was cut short; fetch or copy it again");
        } catch (ZipException e) {
            throw new DataException(path, "is damaged (" + e.getMessage() + "); fetch or copy it again");
        } catch (NoSuchFileException e) {
            throw new DataException(path, "does not exist; give an IDX file that does");
        } catch (AccessDeniedException e) {
            throw new DataException(path, "may not be read; change its permissions");
        } catch (IOException e) {
            throw new DataException(path + " cannot be read: " + e.getMessage() + "; give an IDX file", e);
        }
    }

    private static InputStream inflated(InputStream raw) throws IOException {
        byte[] start = raw.readNBytes(2);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), raw);
        boolean gzip = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        return gzip ? new GZIPInputStream(whole, CHUNK) : whole;
    }

    private static IdxFile read(Path path, int magic, InputStream in, long fileSize) throws IOException {
        byte[] header = header(path, magic, in);
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

    private static byte[] header(Path path, int magic, InputStream in) throws IOException {
        byte[] first = in.readNBytes(4);
        int found = first.length < 4 ? 0 : ByteBuffer.wrap(first).getInt();
        if (found != magic) {
            throw new DataException(
                    path,
                    first.length < 4
                            ? "is not an IDX file: it has only " + first.length + " bytes; fetch or copy it again"
                            : "starts with the number " + found + ", but IDX " + name(magic) + " start with " + magic
                                    + "; give a file of " + name(magic));
        }
        byte[] header = Arrays.copyOf(first, magic == IMAGES ? 16 : 8);
        if (in.readNBytes(header, 4, header.length - 4) < header.length - 4) {
            throw new EOFException();
        }
        return header;
    }

    private static String name(int magic) {
        return magic == IMAGES ? "images" : "labels";
    }

    /** The length of the body, if an array can hold it. */
    private static int length(Path path, byte[] header) {
        ByteBuffer sizes = ByteBuffer.wrap(header, 4, header.length - 4);
        long length = 1;
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
