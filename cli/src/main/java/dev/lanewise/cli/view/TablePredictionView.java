package dev.lanewise.cli.view;

import com.grack.nanojson.JsonObject;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.table.CsvTable;
import dev.lanewise.cli.table.TableSchema;
import dev.lanewise.data.Target;
import dev.lanewise.nn.Classes;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Shows what is predicted for rows of a table: as a table of the same form, or as JSON, an event a row. */
public final class TablePredictionView {
    private final Terminal terminal;
    private final TableSchema schema;
    private final boolean json;

    /** Shows it on this terminal. */
    public TablePredictionView(Terminal terminal, TableSchema schema, boolean json) {
        this.terminal = terminal;
        this.schema = schema;
        this.json = json;
    }

    private List<String> names() {
        return schema.target() == Target.CLASS ? schema.classNames() : schema.targets();
    }

    /** The first line of a table: a class and the probability of each, the probability of each label, or values. */
    public void header() {
        if (!json) {
            List<String> fields = new ArrayList<>(List.of("line"));
            if (schema.target() == Target.CLASS) {
                fields.add("prediction");
            }
            fields.addAll(names());
            terminal.line(csv(fields));
        }
    }

    /**
     * The rows of one file.
     *
     * @param predictions row-major [rows][outputs]
     */
    public void show(CsvTable csv, float[] predictions) {
        int width = names().size();
        for (int r = 0; r < csv.rows().size(); r++) {
            if (json) {
                terminal.line(Json.line(event(csv, r, predictions, r * width)));
            } else {
                terminal.line(csv(fields(csv, r, predictions, r * width)));
            }
        }
    }

    private List<String> fields(CsvTable csv, int row, float[] predictions, int at) {
        List<String> out = new ArrayList<>(List.of(csv.lines().get(row).toString()));
        if (schema.target() == Target.CLASS) {
            out.add(names().get(Classes.greatest(predictions, at, names().size())));
        }
        for (int j = 0; j < names().size(); j++) {
            out.add(Float.toString(predictions[at + j]));
        }
        return out;
    }

    private JsonObject event(CsvTable csv, int row, float[] predictions, int at) {
        JsonObject out = Json.event("prediction");
        out.put("file", csv.file().toString());
        out.put("line", csv.lines().get(row));
        JsonObject all = new JsonObject();
        for (int j = 0; j < names().size(); j++) {
            all.put(names().get(j), predictions[at + j]);
        }
        if (schema.target() == Target.CLASS) {
            int best = Classes.greatest(predictions, at, names().size());
            out.put("class", names().get(best));
            out.put("probability", predictions[at + best]);
        }
        out.put(schema.target() == Target.VALUES ? "values" : "probabilities", all);
        return out;
    }

    private static String csv(List<String> fields) {
        StringWriter out = new StringWriter();
        CsvWriter.builder().bufferSize(0).build(out).writeRecord(fields);
        return out.toString().stripTrailing();
    }
}
