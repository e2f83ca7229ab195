package io.ser4j.examples.evaluation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which spellings of a name mean the same: letter case, forms of Unicode, blanks, hyphens and underscores make no difference, nor do
 * zeros before the number of a speaker.
 */
final class Spelling {
    /** Normalising a text of combining marks takes time with the square of its length. */
    private static final int MOST_NORMALIZED = 1000;

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s\\p{Z}_\\p{Pd}]+");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![\\p{Nd}.,:])0+(?=\\p{Nd})");

    private Spelling() {}

    /** Equal for names that are spelled alike. */
    static String key(String name) {
        String plain = name.length() > MOST_NORMALIZED ? name : Normalizer.normalize(name, Normalizer.Form.NFKC);
        String visible = INVISIBLE.matcher(plain).replaceAll("");
        return SEPARATORS.matcher(visible).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** Equal for names of speakers that are spelled alike; spreadsheets drop the zeros of {@code 01}. */
    static String speaker(String name) {
        return LEADING_ZEROS.matcher(key(name)).replaceAll("");
    }
}
