package dev.lanewise.cli.runfile;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.table.Column;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.Target;
import java.util.List;
import java.util.Locale;

/** What the columns of a table are, as notes on a run have it. */
final class SchemaJson {
    private SchemaJson() {}

    static JsonObject write(TableSchema schema) {
        JsonObject out = new JsonObject();
        JsonArray columns = new JsonArray();
        for (Column each : schema.columns()) {
            JsonObject column = new JsonObject();
            column.put("name", each.name());
            if (each.isText()) {
                column.put("categories", new JsonArray(each.categories()));
            } else if (schema.fillsMissing()) {
                column.put("mean", each.mean());
            }
            columns.add(column);
        }
        out.put("columns", columns);
        out.put("predicts", schema.target().name().toLowerCase(Locale.ROOT));
        out.put("targets", new JsonArray(schema.targets()));
        out.put("header", schema.header());
        out.put("fills_missing", schema.fillsMissing());
        return out;
    }

    /** @param classes that stand beside it */
    static TableSchema read(JsonObject from, List<String> classes) {
        List<Column> columns = from.getArray("columns").stream()
                .map(JsonObject.class::cast)
                .map(each -> new Column(
                        each.getString("name"),
                        strings(each.getArray("categories", new JsonArray())),
                        each.getFloat("mean", 0)))
                .toList();
        return new TableSchema(
                columns,
                Target.valueOf(from.getString("predicts").toUpperCase(Locale.ROOT)),
                strings(from.getArray("targets")),
                classes,
                from.getBoolean("header"),
                from.getBoolean("fills_missing"));
    }

    static List<String> strings(JsonArray from) {
        return from.stream().map(String::valueOf).toList();
    }
}
