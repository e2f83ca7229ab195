package io.ser4j.head;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Marks of what a head was trained on: they allow clips and speakers to be recognised, but contain no sound or name. Each
 * mark begins with the first 16 hexadecimal digits, in lower case, of a SHA-256.
 *
 * @param clips for each clip, the hash of its mono samples as 16-bit integers, little-endian, at the clip's own rate;
 *     optionally followed by 64 digits of a fingerprint, by which the program that trained the head recognises a clip in
 *     another encoding
 * @param speakers for each speaker, the hash of the name in UTF-8, as the program that trained the head spells it; that of the
 *     empty name if somebody is not named
 */
public record TrainingMarks(List<String> clips, List<String> speakers) {
    private static final Pattern SPEAKER = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern CLIP = Pattern.compile("[0-9a-f]{16}([0-9a-f]{64})?");

    /**
     * Checks and copies the marks.
     *
     * @param clips as above
     * @param speakers as above
     * @throws IllegalArgumentException if a mark has other characters, or more or fewer of them
     */
    public TrainingMarks {
        clips = checked(clips, CLIP, "16 or 80");
        speakers = checked(speakers, SPEAKER, "16");
    }

    private static List<String> checked(List<String> marks, Pattern pattern, String digits) {
        for (String mark : marks) {
            if (!pattern.matcher(mark).matches()) {
                throw new IllegalArgumentException(
                        "a mark must be " + digits + " hexadecimal digits, but was \"" + HeadLines.start(mark) + '"');
            }
        }
        return List.copyOf(marks);
    }
}
