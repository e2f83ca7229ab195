package io.ser4j.examples.evaluation;

import io.ser4j.AudioClip;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What identifies a recording, whatever its file is called.
 *
 * @param sha256 its {@link AudioHash}, which identifies exactly the same samples
 * @param fingerprint its fingerprint, which identifies the same recording in another encoding, too; empty if the sound has none
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
     * @return its hash and fingerprint
     */
    public static AudioIdentity of(AudioClip clip) {
        return new AudioIdentity(AudioHash.of(clip), AudioFingerprint.of(clip));
    }

    /**
     * The short form that lists keep.
     *
     * @return {@value AudioHash#MARK_DIGITS} hexadecimal digits of the hash, followed by the 64 of the fingerprint, if there is
     *     one
     */
    public String mark() {
        return AudioHash.mark(sha256)
                + fingerprint.map(AudioFingerprint::toString).orElse("");
    }

    /** The fingerprint in a mark, if it has one. */
    static Optional<AudioFingerprint> printOf(String mark) {
        return mark.length() == AudioHash.MARK_DIGITS + AudioFingerprint.DIGITS
                ? Optional.of(AudioFingerprint.parse(mark.substring(AudioHash.MARK_DIGITS)))
                : Optional.empty();
    }
}
