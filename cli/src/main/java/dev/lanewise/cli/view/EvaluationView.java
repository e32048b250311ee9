package dev.lanewise.cli.view;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.result.ClassScores;
import dev.lanewise.cli.runfile.Json;
import dev.lanewise.cli.runfile.LoadedModel;
import dev.lanewise.data.Samples;
import dev.lanewise.model.ModelFile;
import dev.lanewise.predict.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Shows how well a network does. */
public final class EvaluationView {
    private static final int NAME_COLUMNS = 14;
    private static final int CELL_COLUMNS = 5;

    private final Terminal terminal;
    private final LoadedModel model;
    private final Samples samples;
    private final String origin;
    private final String set;

    /** Shows it on this terminal. */
    public EvaluationView(Terminal terminal, LoadedModel model, Samples samples, String origin, boolean train) {
        this.terminal = terminal;
        this.model = model;
        this.samples = samples;
        this.origin = origin;
        this.set = train ? "training" : "test";
    }

    /** One JSON object. */
    public void json(Evaluation evaluation) {
        JsonObject out = Json.event("evaluation");
        out.put("model", model.file().toString());
        out.put("weights_sha256", ModelFile.weightsSha256(model.net()));
        out.put("data", origin);
        out.put("set", set);
        out.put(samples.samplesName(), samples.size());
        out.put("loss", evaluation.loss());
        out.put("accuracy", evaluation.accuracy());
        JsonArray classes = new JsonArray();
        for (ClassScores each : scores(evaluation)) {
            JsonObject one = new JsonObject();
            one.put("name", each.name());
            one.put("images", each.images());
            one.put("precision", numberOrNull(each.precision()));
            one.put("recall", numberOrNull(each.recall()));
            one.put("f1", numberOrNull(each.f1()));
            classes.add(one);
        }
        out.put("classes", classes);
        JsonArray confusion = new JsonArray();
        for (int[] row : evaluation.confusion()) {
            confusion.add(new JsonArray(Arrays.stream(row).boxed().toList()));
        }
        out.put("confusion", confusion);
        terminal.line(Json.line(out));
    }

    private static Object numberOrNull(OptionalDouble share) {
        return share.isEmpty() ? null : (Object) share.getAsDouble();
    }

    private List<ClassScores> scores(Evaluation evaluation) {
        return evaluation.confusion().length == 0
                ? List.of()
                : ClassScores.of(evaluation.confusion(), model.classNames());
    }

    /** Two tables. */
    public void text(Evaluation evaluation) {
        terminal.detail("Data from " + origin);
        String accuracy = Double.isNaN(evaluation.accuracy())
                ? ""
                : String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * evaluation.accuracy());
        terminal.line(String.format(
                Locale.ROOT,
                "%,d %s %s: loss %.4f%s",
                samples.size(),
                set,
                samples.samplesName(),
                evaluation.loss(),
                accuracy));
        if (terminal.quiet() || evaluation.confusion().length == 0) {
            return;
        }
        terminal.line("");
        terminal.line(String.format(
                Locale.ROOT, "class           %6.6s  precision    recall      F1", samples.samplesName()));
        for (ClassScores each : scores(evaluation)) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "%-14.14s %7d %10s %9s %7s",
                    each.name(),
                    each.images(),
                    percent(each.precision()),
                    percent(each.recall()),
                    text("%.3f", 1, each.f1())));
        }
        confusion(evaluation.confusion());
    }

    private void confusion(int[][] confusion) {
        List<String> heads = heads();
        terminal.line("");
        terminal.line("Rows: what it is; columns: what it was taken for.");
        terminal.line(" ".repeat(NAME_COLUMNS)
                + heads.stream().map(EvaluationView::cell).collect(Collectors.joining()));
        for (int c = 0; c < confusion.length; c++) {
            String name = model.classNames().get(c);
            String head = heads.get(c).equals(name) ? name : heads.get(c) + " " + name;
            terminal.line(String.format(Locale.ROOT, "%-14.14s", head)
                    + Arrays.stream(confusion[c])
                            .mapToObj(count -> cell(Integer.toString(count)))
                            .collect(Collectors.joining()));
        }
    }

    /** Names that fit over a column, or numbers that stand before the names of the rows as well. */
    private List<String> heads() {
        List<String> names = model.classNames();
        return names.stream().allMatch(each -> each.length() <= CELL_COLUMNS)
                ? names
                : IntStream.range(0, names.size()).mapToObj(Integer::toString).toList();
    }

    private static String cell(String text) {
        return " " + " ".repeat(Math.max(0, CELL_COLUMNS - text.length())) + text;
    }

    private static String percent(OptionalDouble share) {
        return text("%.2f %%", 100, share);
    }

    private static String text(String format, double scale, OptionalDouble share) {
        return share.isEmpty() ? "-" : String.format(Locale.ROOT, format, scale * share.getAsDouble());
    }
}
