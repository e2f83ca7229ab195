package io.ser4j.head;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a head was trained on, so that it can be recognised but not read off the file. Each mark begins with the first 16 hexadecimal
 * digits of a SHA-256.
 *
 * @param clips of the mono samples of each clip as 16-bit integers, little-endian, at the clip's own rate; perhaps followed by 64 digits
 *     of a fingerprint, by which whoever trained the head knows a clip in another encoding
 * @param speakers of the name of each speaker in UTF-8
 */
public record TrainingMarks(List<String> clips, List<String> speakers) {
    private static final Pattern SPEAKER = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern CLIP = Pattern.compile("[0-9a-f]{16}([0-9a-f]{64})?");

    /**
     * Checks and copies the marks.
     *
     * @param clips as above
     * @param speakers as above
     * @throws IllegalArgumentException if one has other digits, or more or fewer
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
