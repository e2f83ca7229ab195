package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files should be audio by their names, whatever they hold. */
public final class AudioNames {
    private static final Set<String> LOSSLESS = Set.of("wav", "wave", "flac");
    private static final Set<String> LOSSY = Set.of("ogg", "oga", "opus", "mp3");

    /** Audio all the same, which nothing here reads. */
    private static final Set<String> FOREIGN =
            Set.of("m4a", "aac", "wma", "webm", "weba", "aiff", "aif", "aifc", "au", "amr", "caf", "spx");

    private AudioNames() {}

    /**
     * Whether a file is called as audio is. Hidden files are not, with which some systems accompany every recording.
     *
     * @param file a path with a name; nothing is read
     * @return whether the name ends as those of the formats do that are read here, and does not begin with a dot
     */
    public static boolean isAudio(Path file) {
        return !isHidden(file) && (LOSSLESS.contains(suffix(file)) || LOSSY.contains(suffix(file)));
    }

    /**
     * Whether a file is called as audio is in formats that are not read here.
     *
     * @param file a path with a name; nothing is read
     * @return whether the name ends as theirs do, and does not begin with a dot
     */
    public static boolean isForeignAudio(Path file) {
        return !isHidden(file) && FOREIGN.contains(suffix(file));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** Whether a file is called as audio is that a codec has made smaller at the cost of its samples. */
    static boolean isLossy(Path file) {
        return LOSSY.contains(suffix(file));
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
