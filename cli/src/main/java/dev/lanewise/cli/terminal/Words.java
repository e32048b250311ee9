package dev.lanewise.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Sentences on a terminal. */
public final class Words {
    private static final int COLUMNS = 80;

    private Words() {}

    /** Text that may come from strangers, such as plug-ins, as one line that cannot move a terminal's cursor or change colours. */
    public static String plain(String text) {
        return text.replaceAll("\\R|\t", " ").replaceAll("[\\p{Cc}\\p{Cf}]", "\uFFFD");
    }

    /** A command in lines of at most 80 columns where its options allow, to be copied into a shell as they are. */
    public static List<String> command(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder line = new StringBuilder("  ");
        for (String option : text.split(" (?=--)")) {
            if (!line.toString().isBlank() && line.length() + 3 + option.length() > COLUMNS) {
                out.add(line + " \\");
                line = new StringBuilder("    ");
            }
            line.append(line.toString().isBlank() ? "" : " ").append(option);
        }
        out.add(line.toString());
        return out;
    }

    /** The text in lines of at most 80 columns, broken at blanks. */
    public static List<String> wrap(String text) {
        List<String> out = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                out.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.add(line.toString());
        return out;
    }
}
