package dev.lanewise.cli.view;

import dev.lanewise.cli.base.CommandLines;
import java.util.ArrayList;
import java.util.List;

/** Sentences on a terminal. */
public final class Words {
    /** What fits every terminal. */
    static final int COLUMNS = 80;

    private Words() {}

    /** {@code 1 seed}, {@code 3 seeds}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** Text that may come from strangers, such as plug-ins, as one line that cannot move a terminal's cursor or change colours. */
    public static String plain(String text) {
        return text.replaceAll("\\R|\t", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    }

    /** A command in lines of at most 80 columns where its values allow, to be copied into a shell as they are. */
    public static List<String> command(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder line = new StringBuilder("  ");
        for (String option : text.split(" (?=--)")) {
            for (String part : fits(option) ? List.of(option) : List.of(option.split(" ", 2))) {
                if (!line.toString().isBlank() && line.length() + 3 + part.length() > COLUMNS) {
                    out.add(line + " \\");
                    line = new StringBuilder("    ");
                }
                line.append(line.toString().isBlank() ? "" : " ").append(part);
            }
        }
        out.add(line.toString());
        return out;
    }

    /** A message in lines of at most 80 columns; a command at its end has lines of its own, to be copied as they are. */
    static List<String> message(String text) {
        int colon = text.indexOf(": " + CommandLines.PROGRAM + " ");
        if (colon < 0) {
            return wrap(text);
        }
        List<String> out = new ArrayList<>(wrap(text.substring(0, colon + 1)));
        out.addAll(command(text.substring(colon + 2)));
        return out;
    }

    /** With its indentation and a backslash. */
    private static boolean fits(String option) {
        return option.length() <= COLUMNS - 6;
    }

    /** The text in lines of at most 80 columns, broken at blanks. */
    public static List<String> wrap(String text) {
        return wrap(text, 0);
    }

    /**
     * The text in lines of at most 80 columns, broken at blanks; blanks at its start are kept.
     *
     * @param indent how far all lines but the first are moved in
     */
    public static List<String> wrap(String text, int indent) {
        List<String> out = new ArrayList<>();
        String rest = text;
        while (rest.length() > COLUMNS) {
            int start = out.isEmpty() ? rest.length() - rest.stripLeading().length() : indent;
            int blank = rest.lastIndexOf(' ', COLUMNS);
            int end = blank > start ? blank : rest.indexOf(' ', Math.max(start, COLUMNS));
            if (end < 0) {
                break;
            }
            out.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        out.add(rest);
        return out;
    }
}
