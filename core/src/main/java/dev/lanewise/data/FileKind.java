package dev.lanewise.data;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Says what a file is that should have been an IDX file, and what to do about it. */
final class FileKind {
    /** How much of a file must be known. */
    static final int BYTES = 512;

    private static final String UNPACK = "; unpack it first";
    private static final String AGAIN = ": the download went wrong; fetch it again";

    /** U+FEFF in UTF-8, with which editors begin files. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private static final String TAR = "ustar";
    private static final int TAR_AT = 257;

    /** Files that begin with these bytes, or characters in Latin-1, are known by them. */
    private record Mark(String start, String kind) {}

    private static final List<Mark> MARKS = List.of(
            new Mark("<", "is a web page" + AGAIN),
            new Mark("\u001F\u008B", "is compressed with gzip more often than anybody would mean" + UNPACK),
            new Mark(
                    "version https://",
                    "is a pointer of Git LFS to the file, not the file itself; get it by git lfs pull"),
            new Mark("PK\3\4", "is a zip archive, or one of NumPy's arrays (npz)" + UNPACK),
            new Mark("BZh", "is compressed with bzip2" + UNPACK),
            new Mark("\u00FD7zXZ", "is compressed with xz" + UNPACK),
            new Mark("\u0028\u00B5\u002F\u00FD", "is compressed with zstd" + UNPACK),
            new Mark("7z\u00BC\u00AF", "is a 7z archive" + UNPACK),
            new Mark("\u0093NUMPY", "is one of NumPy's arrays; write it as an IDX file"),
            new Mark("\u0089HDF", "is an HDF5 file; write it as IDX files"),
            new Mark("PAR1", "is a Parquet file; write it as IDX files"),
            new Mark("\u0089PNG", "is a PNG picture; give a file of many images in the IDX format"),
            new Mark("\u00FF\u00D8", "is a JPEG picture; give a file of many images in the IDX format"));

    private FileKind() {}

    /** For a file that starts so, if it is not compressed with gzip. */
    static String of(byte[] start) {
        if (start.length == 0) {
            return "is empty; fetch or copy it again";
        }
        if (start.length < 4) {
            return "is not an IDX file: it has only " + start.length + (start.length == 1 ? " byte" : " bytes")
                    + "; fetch or copy it again";
        }
        String text = new String(start, StandardCharsets.ISO_8859_1).replaceFirst("^" + BYTE_ORDER_MARK, "");
        if (text.startsWith(TAR, TAR_AT)) {
            return "is a tar archive" + UNPACK;
        }
        for (Mark each : MARKS) {
            if (text.startsWith(each.start) || text.stripLeading().startsWith(each.start)) {
                return each.kind;
            }
        }
        if (start[2] == 0 && start[3] == 0 && IdxType.of(start[1]).isPresent()) {
            return "is an IDX file with its header the wrong way round; write its numbers in big-endian order";
        }
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7F || Character.isWhitespace(c))
                ? "is a text, not an IDX file; give one that begins with the bytes 0, 0, 8"
                : "is not an IDX file: it starts with the bytes "
                        + HexFormat.ofDelimiter(" ").formatHex(start, 0, 4)
                        + ", where images of bytes start with 00 00 08 03; give an IDX file";
    }
}
