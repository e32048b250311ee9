package dev.lanewise.cli.view;

import com.grack.nanojson.JsonObject;
import dev.lanewise.cli.image.Picture;
import dev.lanewise.cli.runfile.Json;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Shows what pictures were taken for. */
public final class PredictionView {
    /** How many classes a person is told of. */
    private static final int SHOWN = 3;

    /** Names of files may hold orders to the terminal, and ends of lines. */
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Terminal terminal;
    private final List<String> classNames;
    private final boolean json;

    /** Shows it on this terminal, as JSON or as text. */
    public PredictionView(Terminal terminal, List<String> classNames, boolean json) {
        this.terminal = terminal;
        this.classNames = classNames;
        this.json = json;
    }

    /**
     * The pictures of one file, a line each, and why the answer may be wrong.
     *
     * @param probabilities row-major [pictures][classes]
     */
    public void show(Path file, Picture picture, float[] probabilities) {
        show(file, picture, probabilities, null);
    }

    /**
     * The same of several passes.
     *
     * @param probabilities their means, row-major [pictures][classes]
     * @param spread their standard deviations; null if there was one pass only
     */
    public void show(Path file, Picture picture, float[] probabilities, float[] spread) {
        String name = CONTROL.matcher(file.toString()).replaceAll("?");
        int classes = classNames.size();
        int count = picture.images().size();
        for (int i = 0; i < count; i++) {
            int from = i * classes;
            List<Integer> ranking = picture.blank().get(i)
                    ? List.of()
                    : IntStream.range(0, classes)
                            .boxed()
                            .sorted(Comparator.comparingDouble(c -> -probabilities[from + c]))
                            .toList();
            if (json) {
                JsonObject event = event(file, i, probabilities, spread, from, ranking);
                picture.doubt().ifPresent(each -> event.put("doubt", each));
                terminal.line(Json.line(event));
            } else {
                terminal.line(text(count == 1 ? name : name + " #" + i, probabilities, spread, from, ranking));
            }
        }
        picture.doubt().ifPresent(each -> terminal.always("lanewise: " + name + ": " + each));
    }

    /** @param ranking of the classes, the likeliest first; none if nothing is to be seen */
    private JsonObject event(
            Path file, int index, float[] probabilities, float[] spread, int from, List<Integer> ranking) {
        JsonObject out = Json.event("prediction");
        out.put("file", file.toString());
        out.put("index", index);
        out.put("class", ranking.isEmpty() ? null : classNames.get(ranking.getFirst()));
        out.put("probability", ranking.isEmpty() ? null : probabilities[from + ranking.getFirst()]);
        JsonObject all = new JsonObject();
        for (int c : ranking) {
            all.put(classNames.get(c), probabilities[from + c]);
        }
        out.put("probabilities", all);
        if (spread != null) {
            JsonObject spreads = new JsonObject();
            ranking.forEach(c -> spreads.put(classNames.get(c), spread[from + c]));
            out.put("spread", spreads);
        }
        return out;
    }

    private String text(String what, float[] probabilities, float[] spread, int from, List<Integer> ranking) {
        StringBuilder out = new StringBuilder(what).append(": ");
        if (ranking.isEmpty()) {
            return out.append("nothing is there that is brighter or darker than the background")
                    .toString();
        }
        String separator = "";
        for (int c : ranking.subList(0, Math.min(SHOWN, ranking.size()))) {
            out.append(separator)
                    .append(classNames.get(c))
                    .append(String.format(Locale.ROOT, " %.1f", 100 * probabilities[from + c]))
                    .append(spread == null ? "" : String.format(Locale.ROOT, " ± %.1f", 100 * spread[from + c]))
                    .append(" %");
            separator = ", ";
        }
        return out.toString();
    }
}
