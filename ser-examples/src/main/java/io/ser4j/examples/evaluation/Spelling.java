package io.ser4j.examples.evaluation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which spellings of a name mean the same: letter case, forms of Unicode, blanks, hyphens,
 * underscores and zeros before a number make no difference.
 */
final class Spelling {
    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}_\\p{Pd}]+");

    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\d)0+(?=\\d)");

    private Spelling() {}

    /** Equal for names that are spelled alike. */
    static String key(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String visible = INVISIBLE.matcher(plain).replaceAll("");
        String numbered = LEADING_ZEROS.matcher(visible).replaceAll("");
        // Upper case first: it has one form for letters that have two in lower case.
        String folded = numbered.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return SEPARATORS.matcher(folded).replaceAll(" ").strip();
    }
}
