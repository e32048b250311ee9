package dev.lanewise.cli.view;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.result.Doubt;
import dev.lanewise.cli.runfile.Json;
import java.util.List;
import java.util.Locale;

/** Shows whether a network doubts where it is wrong. */
public final class DoubtView {
    private final Terminal terminal;

    /** Shows it on this terminal. */
    public DoubtView(Terminal terminal) {
        this.terminal = terminal;
    }

    /** One JSON object. */
    public void json(Doubt doubt) {
        JsonObject out = Json.event("doubt");
        JsonArray ways = new JsonArray();
        for (Doubt.Way each : doubt.ways()) {
            JsonObject way = new JsonObject();
            way.put("name", each.name());
            way.put("loss", each.loss());
            way.put("accuracy", each.accuracy());
            way.put("calibration_error", each.calibrationError());
            JsonArray bins = new JsonArray();
            each.bins().forEach(bin -> bins.add(bin(bin)));
            way.put("bins", bins);
            ways.add(way);
        }
        out.put("ways", ways);
        JsonArray tenths = new JsonArray();
        for (Doubt.Tenth each : doubt.tenths()) {
            JsonObject tenth = new JsonObject();
            tenth.put("spread", each.spread());
            tenth.put("accuracy", each.accuracy());
            tenths.add(tenth);
        }
        out.put("tenths", tenths);
        out.put("found_by_spread", doubt.foundBySpread());
        out.put("found_by_probability", doubt.foundByProbability());
        terminal.line(Json.line(out));
    }

    private static JsonObject bin(Doubt.Bin bin) {
        JsonObject out = new JsonObject();
        out.put("images", bin.images());
        out.put("probability", bin.probability());
        out.put("accuracy", bin.accuracy());
        return out;
    }

    /** Three tables and a sentence. */
    public void text(Doubt doubt) {
        line("");
        line("%-18s  %9s %11s %20s", "", "loss", "accuracy", "calibration error");
        for (Doubt.Way each : doubt.ways()) {
            line(
                    "%-18s  %9.4f %9.2f %% %18.2f %%",
                    each.name(), each.loss(), 100 * each.accuracy(), 100 * each.calibrationError());
        }
        if (!terminal.quiet()) {
            tenths(doubt.tenths());
            found(doubt);
            calibration(doubt.ways().getFirst(), doubt.ways().getLast());
        }
    }

    private void tenths(List<Doubt.Tenth> tenths) {
        line("");
        line("Tenths of the images, by how far their probability spreads over the passes:");
        line("spread    right");
        for (Doubt.Tenth each : tenths) {
            line("%6.3f %6.2f %%", each.spread(), 100 * each.accuracy());
        }
    }

    private void found(Doubt doubt) {
        line("");
        if (Double.isNaN(doubt.foundBySpread()) || Double.isNaN(doubt.foundByProbability())) {
            line("All are right, or all wrong, so that there is nothing for doubt to find.");
            return;
        }
        line("Of a wrong and a right image, the wrong one has");
        line("%6.2f %% more spread,", 100 * doubt.foundBySpread());
        line("%6.2f %% a lower probability without noise; a guess is 50 %%.", 100 * doubt.foundByProbability());
    }

    private void calibration(Doubt.Way clean, Doubt.Way mean) {
        line("");
        line("Calibration: how many are right of images with such a probability");
        line("%-14s%22s%26s", "probability", clean.name(), mean.name());
        for (int b = 0; b < clean.bins().size(); b++) {
            if (clean.bins().get(b).images() + mean.bins().get(b).images() > 0) {
                String range = String.format(Locale.ROOT, "%d to %d %%", 10 * b, 10 * b + 10);
                line(
                        "%-14s%22s%26s",
                        range, cell(clean.bins().get(b)), cell(mean.bins().get(b)));
            }
        }
    }

    private static String cell(Doubt.Bin bin) {
        return bin.images() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f %% of %,6d", 100 * bin.accuracy(), bin.images());
    }

    private void line(String format, Object... figures) {
        terminal.line(String.format(Locale.ROOT, format, figures).stripTrailing());
    }
}
