package io.ser4j.examples.cli;

import java.math.BigDecimal;
import java.math.MathContext;

/** Writes JSON strings and numbers (RFC 8259), in ASCII, so that no terminal's or file's encoding can spoil them. */
final class Json {
    private static final MathContext SIX_DIGITS = new MathContext(6);

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

    /** A finite number with six significant digits. */
    static String number(double value) {
        return BigDecimal.valueOf(value).round(SIX_DIGITS).toString();
    }
}
