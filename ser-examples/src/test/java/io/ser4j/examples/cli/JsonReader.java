package io.ser4j.examples.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON that the program writes, strictly according to RFC 8259: objects, arrays, strings, numbers and null. */
final class JsonReader {
    /** Represents a JSON null. */
    static final Object NULL = new Object();

    private static final Map<String, Object> WORDS = Map.of("null", NULL, "true", true, "false", false);

    private final String text;
    private int position;

    private JsonReader(String text) {
        this.text = text;
    }

    /** The members in their order; values are String, Double, {@link #NULL}, a list or a nested map. */
    static Map<String, Object> object(String text) {
        JsonReader reader = new JsonReader(text);
        Map<String, Object> object = reader.object();
        if (reader.position != text.length()) {
            throw new IllegalArgumentException("something follows at " + reader.position + ": " + text);
        }
        return object;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> nested(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.get(name);
    }

    static String string(String json) {
        return new JsonReader(json).string();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        do {
            skipSpace();
            String name = string();
            expect(':');
            if (members.put(name, value()) != null) {
                throw new IllegalArgumentException("twice: " + name);
            }
        } while (accept(','));
        expect('}');
        return members;
    }

    private Object value() {
        char c = text.charAt(position);
        if (c == '{') {
            return object();
        }
        if (c == '[') {
            return array();
        }
        for (Map.Entry<String, Object> word : WORDS.entrySet()) {
            if (text.startsWith(word.getKey(), position)) {
                position += word.getKey().length();
                return word.getValue();
            }
        }
        return c == '"' ? string() : number();
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        expect('[');
        if (accept(']')) {
            return values;
        }
        do {
            skipSpace();
            values.add(value());
        } while (accept(','));
        expect(']');
        return values;
    }

    private Double number() {
        java.util.regex.Matcher number = java.util.regex.Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?")
                .matcher(text)
                .region(position, text.length());
        if (!number.lookingAt()) {
            throw new IllegalArgumentException("no number at " + position + ": " + text);
        }
        position = number.end();
        return Double.valueOf(number.group());
    }

    private String string() {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (text.charAt(position) != '"') {
            char c = text.charAt(position++);
            if (c < ' ') {
                throw new IllegalArgumentException("a control character at " + position);
            }
            string.append(c == '\\' ? escape() : c);
        }
        position++;
        return string.toString();
    }

    private char escape() {
        char c = text.charAt(position++);
        if (c == 'u') {
            position += 4;
            return (char) Integer.parseInt(text.substring(position - 4, position), 16);
        }
        int known = "\"\\/bfnrt".indexOf(c);
        if (known < 0) {
            throw new IllegalArgumentException("no such escape: \\" + c);
        }
        return "\"\\/\b\f\n\r\t".charAt(known);
    }

    private void skipSpace() {
        while (text.charAt(position) == ' ') {
            position++;
        }
    }

    private boolean accept(char c) {
        boolean found = text.charAt(position) == c;
        position += found ? 1 : 0;
        return found;
    }

    private void expect(char c) {
        if (!accept(c)) {
            throw new IllegalArgumentException("expected " + c + " at " + position + ": " + text);
        }
    }
}
