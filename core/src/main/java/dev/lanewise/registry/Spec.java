package dev.lanewise.registry;

import java.util.ArrayList;
import java.util.List;

/**
 * One regularizer as typed, not yet looked up.
 *
 * @param text {@code dropout:0.5,0.9}
 * @param name {@code dropout}
 * @param arguments {@code 0.5,0.9}; empty without a colon
 */
record Spec(String text, String name, String arguments) {
    /** Stands for no regularizer at all. */
    static final String NONE = "none";

    /**
     * Parses {@code a:1+b:2}. A plus sign before a digit belongs to a number, as in {@code 1e+3}; no name starts with one.
     *
     * @throws SpecException if a piece is empty, or has nothing after its colon
     */
    static List<Spec> parse(String typed) {
        List<Spec> out = new ArrayList<>();
        for (String piece : typed.split("\\+(?!\\d)", -1)) {
            out.add(one(piece.strip(), typed));
        }
        return out;
    }

    private static Spec one(String piece, String typed) {
        int colon = piece.indexOf(':');
        String name = colon < 0 ? piece : piece.substring(0, colon).strip();
        if (name.isEmpty()) {
            throw new SpecException(
                    "a regularizer has no name in '" + typed + "'; write name:arguments, joined by '+', or 'none'");
        }
        String arguments = colon < 0 ? "" : piece.substring(colon + 1).strip();
        if (colon >= 0 && arguments.isEmpty()) {
            throw SpecException.of(
                    name, "there is nothing after the colon in '" + piece + "'; give its arguments there");
        }
        return new Spec(piece, name, arguments);
    }
}
