package dev.lanewise.cli.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.lanewise.data.DataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Reads files of comma-, semicolon- or tab-separated values in UTF-8. Whatever is wrong is said in a sentence with its line. */
public final class CsvFile {
    private static final int MOST_COLUMNS = 100_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** How files begin that are given for tables, and what to do with these. */
    private static final Map<String, String> OTHERS = Map.of(
            "\u001F\u008B", "is compressed with gzip; unpack it first",
            "PK\3\4", "is a zip archive or a spreadsheet; unpack it, or save it as CSV",
            "\u00D0\u00CF\u0011\u00E0", "is a spreadsheet; save it as CSV",
            "PAR1", "is a Parquet file; save it as CSV");

    private final Path file;
    private final boolean header;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Long> lines = new ArrayList<>();
    private List<String> names;
    private long line = 1;

    private CsvFile(Path file, boolean header) {
        this.file = file;
        this.header = header;
    }

    /** Whether this looks like such a file by its name. */
    public static boolean isOne(Path path) {
        String name =
                path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".csv") || name.endsWith(".tsv") || name.endsWith(".tab")) && !Files.isDirectory(path);
    }

    /**
     * Reads a whole file.
     *
     * @param header whether its first line names the columns; they are called 1, 2, … otherwise
     * @throws DataException if it is not a table
     */
    public static CsvTable read(Path file, boolean header) {
        return new CsvFile(file, header).read();
    }

    /** Reads a file whose first line names the columns unless it is a row of numbers. */
    public static CsvTable readNumbers(Path file) {
        CsvTable all = read(file, false);
        return all.rows().getFirst().stream().allMatch(Cells::isNumber) ? all : read(file, true);
    }

    private CsvTable read() {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            requireUtf8(in);
            BufferedReader text = new BufferedReader(new InputStreamReader(
                    in,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)));
            skipMark(text);
            read(text);
        } catch (NoSuchFileException e) {
            throw new DataException(file, "does not exist; give a file of comma-separated values");
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (CsvParseException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8() : unreadable(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? notUtf8()
                    : new DataException(
                            file + " cannot be read: " + e.getCause().getMessage(), e);
        } catch (IOException e) {
            throw new DataException(
                    file + " cannot be read: " + e.getMessage() + "; give a file of comma-separated values", e);
        }
        if (rows.isEmpty()) {
            throw new DataException(
                    file,
                    names == null ? "is empty; give a table" : "has a header, but no rows; give a table with some");
        }
        return new CsvTable(file, names, rows, lines);
    }

    private DataException notUtf8() {
        return new DataException(file, "line " + line + " or after has bytes that are no UTF-8; save it as UTF-8");
    }

    private static void skipMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    private void requireUtf8(InputStream in) throws IOException {
        in.mark(8);
        byte[] start = in.readNBytes(4);
        in.reset();
        String text = new String(start, StandardCharsets.ISO_8859_1);
        OTHERS.forEach((mark, kind) -> {
            if (text.startsWith(mark)) {
                throw new DataException(file, kind);
            }
        });
        boolean marked = start.length >= 2
                && ((start[0] & 0xFF) + 256 * (start[1] & 0xFF) == 0xFFFE
                        || (start[0] & 0xFF) + 256 * (start[1] & 0xFF) == 0xFEFF);
        if (marked || IntStream.range(0, start.length).anyMatch(i -> start[i] == 0)) {
            throw new DataException(file, "is not in UTF-8, but seems to be in UTF-16; save it as UTF-8");
        }
    }

    private void read(BufferedReader text) throws IOException {
        char separator = separator(text);
        CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
        CsvRecordHandler handler =
                CsvRecordHandler.builder().maxFields(MOST_COLUMNS).build();
        try (CsvReader<CsvRecord> reader = builder.build(handler, text)) {
            for (CsvRecord each : reader) {
                line = each.getStartingLineNumber();
                add(each.getFields().stream().map(String::strip).toList());
            }
        }
    }

    /** By the name of the file, else whichever of comma, semicolon and tab its first line has most of. */
    private char separator(BufferedReader text) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tsv") || name.endsWith(".tab")) {
            return '\t';
        }
        int look = 8192;
        text.mark(look);
        char[] start = new char[look];
        int length = Math.max(0, text.read(start, 0, look));
        text.reset();
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        for (int i = 0; i < length && start[i] != '\n' && start[i] != '\r'; i++) {
            commas += start[i] == ',' ? 1 : 0;
            semicolons += start[i] == ';' ? 1 : 0;
            tabs += start[i] == '\t' ? 1 : 0;
        }
        return tabs > Math.max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }

    private void add(List<String> fields) {
        if (names == null) {
            names = header
                    ? fields
                    : IntStream.rangeClosed(1, fields.size())
                            .mapToObj(Integer::toString)
                            .toList();
            if (header) {
                checkHeader();
                return;
            }
        }
        if (fields.size() != names.size()) {
            throw new DataException(
                    file,
                    "line " + line + " has " + count(fields.size()) + ", but "
                            + (header ? "the header has " : "the first line has ") + names.size()
                            + "; mend the line, or the quotes before it");
        }
        if (header && fields.equals(names)) {
            throw new DataException(file, "line " + line + " is the header once more; leave it out");
        }
        rows.add(fields);
        lines.add(line);
    }

    private static String count(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }

    private void checkHeader() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isEmpty()) {
                throw new DataException(file, "line " + line + " has no name for column " + (i + 1) + "; give it one");
            }
            if (!seen.add(names.get(i))) {
                throw new DataException(
                        file, "line " + line + " has two columns called '" + names.get(i) + "'; rename one");
            }
        }
    }

    private DataException unreadable(CsvParseException e) {
        String why = String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        if (why.contains("fields")) {
            return new DataException(
                    file,
                    "line " + (line + (names == null ? 0 : 1)) + " has more than "
                            + String.format(Locale.ROOT, "%,d", MOST_COLUMNS) + " columns; give a table with fewer");
        }
        long next = names == null ? line : line + 1;
        return new DataException(
                file,
                why.toLowerCase(Locale.ROOT).contains("quote")
                        ? "has a quote that is not closed in the row of line " + next + "; close it, or double it"
                        : "line " + next + " cannot be read: " + why + "; mend it");
    }
}
