package dev.lanewise.cli.session;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.table.Column;
import dev.lanewise.cli.table.CsvFile;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.SchemaFinder;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.LoadedData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What is seen in data: how much there is, of what, in which ranges, and how evenly. */
public final class DataInfo {
    private DataInfo() {}

    /** Of images. */
    public static JsonObject of(LoadedData loaded) {
        JsonObject out = new JsonObject();
        out.put("origin", loaded.origin());
        LabelledImages train = loaded.data().train();
        out.put("training_images", train.size());
        out.put("test_images", loaded.data().test().size());
        out.put("features", train.rows() + " x " + train.columns() + " pixels");
        IntStream pixels = IntStream.range(0, train.pixels().length).map(i -> train.pixels()[i] & 0xFF);
        var range = pixels.summaryStatistics();
        out.put("range", range.getMin() + " to " + range.getMax());
        Map<String, Long> counts = new LinkedHashMap<>();
        int[] found = train.classCounts();
        for (int c = 0; c < found.length; c++) {
            counts.put(train.classNames().get(c), (long) found[c]);
        }
        putClasses(out, counts);
        return out;
    }

    /**
     * Of a table.
     *
     * @param targets the columns to predict, none if they are not known
     */
    public static JsonObject of(Path file, List<String> targets, boolean header) {
        CsvTable csv = CsvFile.read(file, header);
        TableSchema schema = targets.isEmpty()
                ? SchemaFinder.features(csv)
                : SchemaFinder.find(csv, targets, Optional.empty(), header, true);
        JsonObject out = new JsonObject();
        out.put("origin", file.toString());
        out.put("rows", csv.rows().size());
        out.put("features", schema.features());
        out.put("columns", describe(csv, schema.columns().stream().map(Column::name)));
        List<String> warnings = new ArrayList<>(schema.rounded(csv));
        warnings.addAll(schema.warnings(csv.rows().size()));
        if (!warnings.isEmpty()) {
            out.put("warnings", new JsonArray(warnings));
        }
        if (!schema.classNames().isEmpty()) {
            int at = csv.names().indexOf(targets.getFirst());
            Map<String, Long> counts = new LinkedHashMap<>();
            schema.classNames().forEach(each -> counts.put(each, 0L));
            csv.rows().forEach(row -> counts.computeIfPresent(row.get(at), (name, count) -> count + 1));
            putClasses(out, counts);
        } else if (!targets.isEmpty()) {
            out.put("targets", describe(csv, targets.stream()));
        }
        return out;
    }

    private static JsonArray describe(CsvTable csv, Stream<String> names) {
        return new JsonArray(
                names.map(each -> each + ": " + describe(csv, each)).toList());
    }

    /** Of targets, unlike of features, it is not known that they are all numbers or all texts. */
    private static String describe(CsvTable csv, String name) {
        List<String> cells = csv.present(name);
        int missing = csv.rows().size() - cells.size();
        String gaps = missing == 0 ? "" : String.format(Locale.ROOT, ", %,d missing", missing);
        if (!csv.isOfNumbers(name)) {
            long different = cells.stream().distinct().count();
            return different + (different == 1 ? " text" : " texts") + gaps;
        }
        DoubleSummaryStatistics range =
                cells.stream().mapToDouble(Double::parseDouble).summaryStatistics();
        return (float) range.getMin() + " to " + (float) range.getMax() + gaps;
    }

    private static void putClasses(JsonObject out, Map<String, Long> counts) {
        JsonArray classes = new JsonArray();
        counts.forEach((name, count) -> classes.add(String.format(Locale.ROOT, "%s: %,d", name, count)));
        out.put("classes", classes);
        long most = Collections.max(counts.values());
        long least = Collections.min(counts.values());
        out.put(
                "imbalance",
                least == 0
                        ? "a class has no example"
                        : String.format(
                                Locale.ROOT, "the largest class is %.1f times the smallest", (double) most / least));
    }
}
