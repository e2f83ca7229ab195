package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which files should be audio by their names, whatever they hold. */
public final class AudioNames {
    private static final Set<String> LOSSLESS = Set.of("wav", "wave", "flac");
    private static final Set<String> LOSSY = Set.of("ogg", "oga", "opus", "mp3");

    private AudioNames() {}

    /**
     * Whether a file is called as audio is. Hidden files are not, with which some systems accompany every recording.
     *
     * @param file a path with a name; nothing is read
     * @return whether the name ends as those of the formats do that are read here, and does not begin with a dot
     */
    public static boolean isAudio(Path file) {
        boolean hidden = file.getFileName().toString().startsWith(".");
        return !hidden && (LOSSLESS.contains(suffix(file)) || LOSSY.contains(suffix(file)));
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
