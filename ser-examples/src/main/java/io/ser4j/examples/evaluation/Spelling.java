package io.ser4j.examples.evaluation;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides which spellings of a name mean the same. Letter case, the forms of Unicode and of the apostrophe, and whether blanks,
 * hyphens or underscores separate the words make no difference; nor do zeros before the number of a speaker or after its
 * decimal point, nor the punctuation of a text.
 */
final class Spelling {
    /** Longer names are not normalised, which for combining marks would take time quadratic in their number. */
    private static final int MAX_NORMALIZED = 1000;

    private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}_]+");
    /** Dashes between two words; one before a number is its sign. */
    private static final Pattern DASHES = Pattern.compile("(?<=[^\\p{Pd} ])[\\p{Pd} ]+(?=[^\\p{Pd} ])");

    private static final Pattern DASHES_AROUND = Pattern.compile("^[\\p{Pd} ]+|(?<=[^\\p{Pd} ])[\\p{Pd} ]+$");
    private static final Pattern APOSTROPHES = Pattern.compile("[\u2018\u2019\u02BC`\u00B4]");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{P}\\p{S}&&[^']]+|(?<!\\p{L})'|'(?!\\p{L})");
    private static final Pattern DECIMALS = Pattern.compile("(?<=^\\p{Nd}{1,9})\\.0+$");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![\\p{Nd}.,:])0+(?=\\p{Nd})");

    /** What lists write where a speaker is not known. */
    private static final Set<String> NOBODY = Set.of("unknown", "n/a", "nan", "null", "?");

    private Spelling() {}

    /** A name as the label of a class keeps it. */
    static String composed(String name) {
        return normalized(name, Normalizer.Form.NFC);
    }

    private static String normalized(String name, Normalizer.Form form) {
        return name.length() > MAX_NORMALIZED ? name : Normalizer.normalize(name, form);
    }

    /** A key that is equal for names that are spelled alike. */
    static String key(String name) {
        String plain = normalized(name, Normalizer.Form.NFKC);
        String visible = INVISIBLE.matcher(plain).replaceAll("");
        String words = BLANKS.matcher(visible).replaceAll(" ").strip();
        String joined = DASHES.matcher(words).replaceAll(" ");
        // Some letters have one form in one case and two in the other, hence both conversions.
        return APOSTROPHES
                .matcher(joined)
                .replaceAll("'")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    /**
     * A key that is equal for names of speakers that are spelled alike; spreadsheets drop the zero of {@code 01}, and some
     * tools turn 1 into {@code 1.0}. Empty if nobody is named.
     */
    static String speaker(String name) {
        return isPlaceholder(name) ? "" : LEADING_ZEROS.matcher(number(name)).replaceAll("");
    }

    /** Whether this says in a word that a speaker is not known; taken for a name, it would make one person of many. */
    static boolean isPlaceholder(String name) {
        return NOBODY.contains(key(name));
    }

    /** A key that is equal for texts that are spelled alike; if a text has no words, it consists of the punctuation. */
    static String text(String text) {
        String number = number(text);
        String words = key(PUNCTUATION.matcher(number).replaceAll(" "));
        return words.isEmpty() ? number : words;
    }

    /** The key of a name that may be a number without a sign: dashes around it and decimals of zeros are dropped. */
    private static String number(String name) {
        return DECIMALS.matcher(DASHES_AROUND.matcher(key(name)).replaceAll("")).replaceAll("");
    }
}
