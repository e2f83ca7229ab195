package io.ser4j.head;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The lines of a head file by their keys; each key is removed when its values are read. For one thread. */
final class HeadLines {
    static final int MAX_NUMBERS = 1 << 16;
    private static final int MAX_KEYS = 1024;
    private static final int MAX_KEYS_SHOWN = 5;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Groups lines of {@code key=value} by their keys. */
    HeadLines(String text) {
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("each line must be key=value, but one is \"" + start(line) + '"');
            }
            String name = line.substring(0, equals);
            if (values.size() == MAX_KEYS && !values.containsKey(name)) {
                throw new IllegalArgumentException(
                        "there must be at most " + MAX_KEYS + " different keys, but there are more");
            }
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(line.substring(equals + 1));
        });
    }

    /** The beginning of a value, for messages. */
    static String start(String line) {
        int end = Math.min(line.length(), 40);
        boolean cut = end < line.length() && Character.isHighSurrogate(line.charAt(end - 1));
        return line.substring(0, cut ? end - 1 : end);
    }

    /** The value of a key that must occur once. */
    String one(String key) {
        List<String> found = all(key);
        if (found.size() != 1) {
            throw new IllegalArgumentException("there must be one line " + key + "=, but there are " + found.size());
        }
        return found.get(0);
    }

    /** The values of a key in their order, perhaps none. */
    List<String> all(String key) {
        List<String> found = values.remove(key);
        return found == null ? List.of() : found;
    }

    /** The values of the keys with a prefix, which is cut off. */
    Map<String, String> below(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String key : List.copyOf(values.keySet())) {
            if (key.startsWith(prefix)) {
                found.put(key.substring(prefix.length()), one(key));
            }
        }
        return found;
    }

    void requireNoOther() {
        if (!values.isEmpty()) {
            List<String> some = values.keySet().stream()
                    .limit(MAX_KEYS_SHOWN)
                    .map(HeadLines::start)
                    .toList();
            throw new IllegalArgumentException("no line may have an unknown key, but some have " + some);
        }
    }

    /** The whole number of a key that must occur once. */
    int integer(String key) {
        return parsed(key, "a whole number below 2^31", one(key), Integer::valueOf);
    }

    /** The number of a key that must occur once. */
    double number(String key) {
        return parsed(key, "a number", one(key), Double::valueOf);
    }

    /** The numbers of a key that must occur once, separated by single spaces. */
    double[] row(String key) {
        return numbers(key, one(key));
    }

    /** The values of a key that occurs once for each class, in their order. */
    List<String> ofEachClass(String key) {
        List<String> found = all(key);
        if (found.size() > LinearHead.MAX_CLASSES) {
            throw new IllegalArgumentException("there must be at most " + LinearHead.MAX_CLASSES + " lines " + key
                    + "=, but there are " + found.size());
        }
        return found;
    }

    /** The numbers of each line of a key that occurs once for each class. */
    double[][] rows(String key) {
        return ofEachClass(key).stream().map(text -> numbers(key, text)).toArray(double[][]::new);
    }

    /** Counts the numbers before it parses them, since a line as long as a file may be would need many times as much memory. */
    private static double[] numbers(String key, String text) {
        long count = 1 + text.chars().filter(c -> c == ' ').count();
        if (count > MAX_NUMBERS) {
            throw new IllegalArgumentException(
                    "a line " + key + "= must have at most " + MAX_NUMBERS + " numbers, but has " + count);
        }
        return Arrays.stream(text.split(" "))
                .mapToDouble(number -> parsed(key, "numbers", number, Double::valueOf))
                .toArray();
    }

    private static <T> T parsed(String key, String rule, String text, Function<String, T> parser) {
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be " + rule + ", but is \"" + start(text) + '"', e);
        }
    }
}
