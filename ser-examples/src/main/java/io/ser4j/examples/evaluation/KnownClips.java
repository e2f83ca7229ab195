package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * The clips of each speaker that a model is given first, see {@link io.ser4j.Voice}; they are not scored.
 *
 * @param count how many; 0 for none
 * @param emotion the emotion that all of them have, which the model is given, too; if empty, they are drawn regardless of their
 *     labels and given without
 * @param draw which of the many possible draws to use, by the hash of this number with the names of the clips; 0 for the hash of
 *     the names alone
 */
public record KnownClips(int count, Optional<Emotion> emotion, int draw) {
    /** None: voices are not known. */
    public static final KnownClips NONE = new KnownClips(0, Optional.empty());

    /**
     * Checks the number.
     *
     * @param count as above
     * @param emotion as above
     * @param draw as above
     * @throws IllegalArgumentException if the number is negative, or 0 although an emotion is given
     */
    public KnownClips {
        Objects.requireNonNull(emotion, "emotion");
        if (count < 0) {
            throw new IllegalArgumentException("the number of known clips must be at least 0, but was " + count);
        }
        if (count == 0 && emotion.isPresent()) {
            throw new IllegalArgumentException(
                    "there must be known clips if they are all " + emotion.get() + ", but their number was 0");
        }
    }

    /**
     * The first draw.
     *
     * @param count as above
     * @param emotion as above
     * @throws IllegalArgumentException as above
     */
    public KnownClips(int count, Optional<Emotion> emotion) {
        this(count, emotion, 0);
    }

    /** The order in which clips are drawn: by a hash, which has nothing to do with what is in them. */
    String place(LabelledClip clip) {
        String name = draw == 0 ? clip.key() : draw + "/" + clip.key();
        return Sha256.hex(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Such as "5 neutral clips". */
    String described() {
        return described(count);
    }

    /** Such as "1 neutral clip" for another number of such clips. */
    String described(int number) {
        return number + " " + emotion.map(each -> each.label() + " ").orElse("") + (number == 1 ? "clip" : "clips");
    }
}
