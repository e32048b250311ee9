// Draws how much test accuracy dropout gains over the epochs, a line for each size of network, a panel for each comparison:
//
//     java GainPicture.java PICTURE.svg FOLDER=TITLE...
//
// Arms of the comparisons are called "none hidden=64,64 epochs=5" and the same with dropout in place of none.

/** Gains of one seed each, in points of test accuracy. */
record Cell(String hidden, int epochs, List<Double> gains) {
    double mean() {
        return gains.stream().mapToDouble(each -> each).average().orElse(0);
    }

    double deviation() {
        double mean = mean();
        return Math.sqrt(gains.stream().mapToDouble(each -> (each - mean) * (each - mean)).sum()
                / Math.max(1, gains.size() - 1));
    }
}

final int panel = 260;
final int height = 300;
final double most = 8; // points, at the top
final double least = -24;
final List<String> colours = List.of("#1f77b4", "#d95f02", "#1b9e77");

void main(String[] arguments) throws IOException {
    int count = arguments.length - 1;
    StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + (60 + panel * count)
            + " " + (height + 70) + "\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n"
            + "<title>Gain in test accuracy by dropout</title>\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
            + "<text transform=\"translate(14," + (height / 2 + 70) + ") rotate(-90)\">gain by dropout, points</text>\n");
    for (int i = 0; i < count; i++) {
        String[] part = arguments[i + 1].split("=", 2);
        panel(svg, 60 + i * panel, part[1], cells(Path.of(part[0], "metrics.csv")));
    }
    Files.writeString(Path.of(arguments[0]), svg.append("</svg>\n"));
}

/** What the last epochs of a comparison say. */
List<Cell> cells(Path metrics) throws IOException {
    List<String> lines = Files.readAllLines(metrics);
    int column = List.of(lines.getFirst().split(",")).indexOf("test_accuracy");
    Map<String, Double> last = new LinkedHashMap<>(); // arm and seed
    for (String line : lines.subList(1, lines.size())) {
        String arm = line.substring(1, line.lastIndexOf('"'));
        String[] cells = line.substring(line.lastIndexOf('"') + 2).split(",");
        last.put(arm.substring(arm.indexOf(' ') + 1) + " seed " + cells[0] + (arm.startsWith("none") ? " without" : ""),
                100 * Double.parseDouble(cells[column - 1]));
    }
    Map<String, Cell> out = new LinkedHashMap<>();
    last.forEach((name, accuracy) -> {
        if (!name.endsWith(" without")) {
            String arm = name.substring(0, name.indexOf(" seed"));
            String hidden = arm.replaceAll(".*hidden=(\\S+).*", "$1");
            int epochs = Integer.parseInt(arm.replaceAll(".*epochs=(\\d+).*", "$1"));
            out.computeIfAbsent(arm, key -> new Cell(hidden, epochs, new ArrayList<>()))
                    .gains()
                    .add(accuracy - last.get(name + " without"));
        }
    });
    return List.copyOf(out.values());
}

void panel(StringBuilder svg, int left, String title, List<Cell> cells) {
    List<Integer> lengths = cells.stream().map(Cell::epochs).distinct().sorted().toList();
    List<String> sizes = cells.stream().map(Cell::hidden).distinct().toList();
    svg.append(text(left + 10, 20, "#000", title));
    for (int points = (int) least; points <= most; points += 4) {
        double y = y(points);
        svg.append(String.format(Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                left, left + panel - 20, y, y, points == 0 ? "#000" : "#ddd"));
        svg.append(text(left - 24, y + 4, "#444", (points > 0 ? "+" : "") + points));
    }
    for (int s = 0; s < sizes.size(); s++) {
        String colour = colours.get(s % colours.size());
        StringBuilder line = new StringBuilder();
        for (Cell each : cells) {
            if (each.hidden().equals(sizes.get(s))) {
                double x = left + 40 + (panel - 100.0) * lengths.indexOf(each.epochs()) / Math.max(1, lengths.size() - 1) + 6 * s;
                line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y(each.mean())));
                svg.append(String.format(Locale.ROOT, "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>"
                                + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>%n",
                        x, x, y(each.mean() - each.deviation()), y(each.mean() + each.deviation()), colour, x, y(each.mean()), colour));
            }
        }
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" points=\"" + line + "\"/>\n");
        svg.append(text(left + 10, 38 + 16 * s, colour, "2 layers of " + sizes.get(s).replaceAll(",.*|x.*", "") + " units"));
    }
    for (int l = 0; l < lengths.size(); l++) {
        svg.append(text(left + 25 + (panel - 100.0) * l / Math.max(1, lengths.size() - 1), height + 60, "#444", lengths.get(l) + " epochs"));
    }
}

double y(double points) {
    return 40 + height * (most - points) / (most - least);
}

static String text(double x, double y, String colour, String what) {
    return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n", x, y, colour, what);
}
