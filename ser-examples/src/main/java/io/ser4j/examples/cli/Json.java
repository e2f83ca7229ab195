package io.ser4j.examples.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes JSON strings and numbers (RFC 8259), in ASCII, so that no encoding of a terminal or file can change them, and reads
 * strings back.
 */
final class Json {
    private static final MathContext SIX_DIGITS = new MathContext(6);
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{4}");

    private Json() {}

    static String string(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        json.append("\\u").append(Character.forDigit(c >> 12, 16));
                        json.append(Character.forDigit(c >> 8 & 15, 16));
                        json.append(Character.forDigit(c >> 4 & 15, 16));
                        json.append(Character.forDigit(c & 15, 16));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    /** The end of the string that begins at an index, after its closing quote; -1 if there is no string or it does not end. */
    static int endOfString(String json, int start) {
        if (!json.startsWith("\"", start)) {
            return -1;
        }
        for (int i = start + 1; i < json.length(); i++) {
            if (json.charAt(i) == '"') {
                return i + 1;
            }
            i += json.charAt(i) == '\\' ? 1 : 0;
        }
        return -1;
    }

    /** The text of a string in its quotes; empty if the escape of a code unit does not have four hexadecimal digits. */
    static Optional<String> text(String json) {
        StringBuilder text = new StringBuilder(json.length());
        for (int i = 1; i < json.length() - 1; i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = json.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    if (!HEXADECIMAL.matcher(json).region(i + 1, json.length()).lookingAt()) {
                        return Optional.empty();
                    }
                    text.append((char) Integer.parseInt(json, i + 1, i + 5, 16));
                    i += 4;
                }
                default -> text.append(escaped);
            }
        }
        return Optional.of(text.toString());
    }

    /** A number with six significant digits; null if it is not finite, since JSON has only finite numbers. */
    static String number(double value) {
        return !Double.isFinite(value)
                ? "null"
                : BigDecimal.valueOf(value).round(SIX_DIGITS).toString();
    }

    /** A number that reads back exactly; null if it is not finite. */
    static String exact(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    /** A time in seconds with three decimals and no exponent, however long the recording is. */
    static String seconds(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).toPlainString();
    }
}
