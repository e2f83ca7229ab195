package io.ser4j.head;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a head was trained on, so that it can be recognised but not read off the file. Each mark is the first 16 hexadecimal digits
 * of a SHA-256.
 *
 * @param clips of the mono samples of each clip as 16-bit integers, little-endian, at the clip's own rate
 * @param speakers of the name of each speaker in UTF-8
 */
public record TrainingMarks(List<String> clips, List<String> speakers) {
    private static final Pattern MARK = Pattern.compile("[0-9a-f]{16}");

    /**
     * Checks and copies the marks.
     *
     * @param clips as above
     * @param speakers as above
     * @throws IllegalArgumentException if one is not 16 hexadecimal digits
     */
    public TrainingMarks {
        clips = checked(clips);
        speakers = checked(speakers);
    }

    private static List<String> checked(List<String> marks) {
        for (String mark : marks) {
            if (!MARK.matcher(mark).matches()) {
                throw new IllegalArgumentException("a mark must be 16 hexadecimal digits, but was \"" + mark + '"');
            }
        }
        return List.copyOf(marks);
    }
}
