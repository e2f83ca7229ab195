package io.ser4j.examples.evaluation;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Recognises audio files by their names, whatever they contain. */
public final class AudioNames {
    private static final Set<String> LOSSLESS = Set.of("wav", "wave", "flac");
    private static final Set<String> LOSSY = Set.of("ogg", "oga", "opus", "mp3");

    /** Audio in formats that are not supported; phones and browsers record to some that may hold pictures, too. */
    private static final Set<String> FOREIGN = Set.of(
            "m4a", "mp4", "3gp", "3gpp", "3ga", "aac", "amr", "awb", "wma", "webm", "weba", "aiff", "aif", "aifc", "au",
            "caf", "spx");

    private AudioNames() {}

    /**
     * Whether a file's name is that of audio in a supported format. Hidden files, which some systems put beside every recording,
     * do not count.
     *
     * @param file a path with a name; nothing is read
     * @return whether the name ends like those of supported formats, and does not begin with a dot
     */
    public static boolean isAudio(Path file) {
        return !isHidden(file) && (LOSSLESS.contains(suffix(file)) || LOSSY.contains(suffix(file)));
    }

    /**
     * Whether a file's name is that of audio in a format that is not supported.
     *
     * @param file a path with a name; nothing is read
     * @return whether the name ends like those of such formats, and does not begin with a dot
     */
    public static boolean isForeignAudio(Path file) {
        return !isHidden(file) && FOREIGN.contains(suffix(file));
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    /** Whether a file's name is that of audio in a lossy format. */
    static boolean isLossy(Path file) {
        return LOSSY.contains(suffix(file));
    }

    private static String suffix(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
