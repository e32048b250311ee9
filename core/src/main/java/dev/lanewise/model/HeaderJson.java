package dev.lanewise.model;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON of a safetensors header: objects, arrays, strings and whole numbers. Small because core has no dependencies; anything
 * else that JSON allows is refused.
 */
final class HeaderJson {
    private static final int DEEPEST = 8;

    private final String text;
    private int at;

    private HeaderJson(String text) {
        this.text = text;
    }

    /**
     * Reads an object: values are maps, lists, strings and longs.
     *
     * @throws IllegalArgumentException if the text is not such an object
     */
    static Map<String, Object> object(String text) {
        HeaderJson reader = new HeaderJson(text);
        reader.expect('{');
        Map<String, Object> out = reader.members(0);
        reader.space();
        if (reader.at != text.length()) {
            throw reader.bad("the end");
        }
        return out;
    }

    /** The text as a JSON string, with its quotes. */
    static String quote(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private Map<String, Object> members(int depth) {
        Map<String, Object> out = new LinkedHashMap<>();
        if (next('}')) {
            return out;
        }
        do {
            expect('"');
            String name = string();
            expect(':');
            if (out.put(name, value(depth + 1)) != null) {
                throw new IllegalArgumentException("the name \"" + name + "\" stands twice");
            }
        } while (next(','));
        expect('}');
        return out;
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw bad("less nesting");
        }
        if (next('{')) {
            return members(depth);
        }
        if (next('"')) {
            return string();
        }
        if (next('[')) {
            return elements(depth);
        }
        return number();
    }

    private List<Object> elements(int depth) {
        List<Object> out = new ArrayList<>();
        if (next(']')) {
            return out;
        }
        do {
            out.add(value(depth + 1));
        } while (next(','));
        expect(']');
        return out;
    }

    private Long number() {
        space();
        int start = at;
        while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
            at++;
        }
        try {
            return Long.valueOf(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw bad("a value");
        }
    }

    private String string() {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw bad("a closing quote");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : '?';
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw bad("four hexadecimal digits");
                }
                at += 4;
                try {
                    yield (char) HexFormat.fromHexDigits(text, at - 4, at);
                } catch (NumberFormatException e) {
                    throw bad("four hexadecimal digits");
                }
            }
            default -> throw bad("an escape");
        };
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean next(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw bad("'" + c + "'");
        }
    }

    private IllegalArgumentException bad(String wanted) {
        return new IllegalArgumentException("expected " + wanted + " at character " + at);
    }
}
