package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By what a recording is known again, whatever its file is called.
 *
 * @param sha256 its {@link AudioHash}: the very same samples
 * @param fingerprint what it sounds like: the same recording in another encoding; empty where it sounds like nothing
 */
public record AudioIdentity(String sha256, Optional<AudioFingerprint> fingerprint) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /**
     * Checks the hash.
     *
     * @param sha256 as above
     * @param fingerprint as above
     * @throws IllegalArgumentException if the hash is not 64 hexadecimal digits in lower case
     */
    public AudioIdentity {
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 must be 64 hexadecimal digits, but was \"" + sha256 + '"');
        }
        Objects.requireNonNull(fingerprint, "fingerprint");
    }

    /**
     * The identity of a clip.
     *
     * @param clip the audio
     * @return both
     */
    public static AudioIdentity of(AudioClip clip) {
        return new AudioIdentity(AudioHash.of(clip), AudioFingerprint.of(clip));
    }

    /**
     * What lists keep of it.
     *
     * @return {@value AudioHash#MARK_DIGITS} hexadecimal digits of the hash, and behind them the 64 of the fingerprint, where there is one
     */
    public String mark() {
        return AudioHash.mark(sha256)
                + fingerprint.map(AudioFingerprint::toString).orElse("");
    }

    /** The fingerprint that stands in a mark. */
    static Optional<AudioFingerprint> printOf(String mark) {
        return mark.length() == AudioHash.MARK_DIGITS + AudioFingerprint.DIGITS
                ? Optional.of(AudioFingerprint.parse(mark.substring(AudioHash.MARK_DIGITS)))
                : Optional.empty();
    }
}
