package io.ser4j.internal;

import io.ser4j.AudioFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Refuses an input that is not WAV and that no installed decoder accepts. */
final class Refusal {
    private Refusal() {}

    /**
     * The exception for an input.
     *
     * @param head the first bytes of the input, at least one
     * @param formats the formats of the installed decoders
     */
    static AudioFormatException of(byte[] head, List<String> formats) {
        String rule = "the input must be a WAV file"
                + (formats.isEmpty() ? "" : " or of a format with a decoder (" + String.join(", ", formats) + ")");
        Optional<FileKind> kind = FileKind.of(head);
        if (kind.isEmpty()) {
            return new AudioFormatException(
                    rule + (formats.isEmpty() ? " and begin with RIFF, RIFX, RF64 or BW64" : "") + ", but begins with "
                            + RiffChunks.quoted(head, 0, Math.min(4, head.length)),
                    0);
        }
        boolean decoded = isDecoded(kind.get(), formats);
        String title = decoded ? kind.get().titleBesideDecoder() : kind.get().title();
        String message = rule + ", but seems to be " + title + "; convert it to WAV first";
        return kind.get().hasAdapter() && !decoded
                ? AudioFormatException.decoderMissing(message + ", or add the dependency io.ser4j:ser-formats", 0, null)
                : new AudioFormatException(message, 0);
    }

    private static boolean isDecoded(FileKind kind, List<String> formats) {
        return formats.stream()
                .anyMatch(format -> format.toUpperCase(Locale.ROOT).startsWith(kind.name()));
    }
}
