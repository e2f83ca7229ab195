package io.ser4j;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Thrown if an input cannot be read as audio; {@link #kind()} says whether the input, the limits or the program's dependencies
 * are to blame.
 */
public final class AudioFormatException extends InvalidAudioException {
    /** What prevented the reading. */
    public enum Kind {
        /** The input: it is malformed, truncated, empty, unsupported or no audio at all, or its decoder failed. */
        UNREADABLE,
        /** The {@link AudioLimits}: the input is larger or longer, or takes longer to decode, than they allow. */
        BEYOND_LIMITS,
        /** The program: it lacks the decoder of this format, or the decoder's library. */
        DECODER_MISSING
    }

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** The message without the file. */
    private final String reason;

    /** See {@link #byteOffset()}. */
    private final long byteOffset;

    /**
     * Creates an exception of the kind {@link Kind#UNREADABLE}.
     *
     * @param message what is wrong, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     */
    public AudioFormatException(String message, long byteOffset) {
        super(message + " (at byte " + byteOffset + ")");
        this.kind = Kind.UNREADABLE;
        this.reason = getMessage();
        this.byteOffset = byteOffset;
    }

    /**
     * Creates an exception of the kind {@link Kind#UNREADABLE} with its cause.
     *
     * @param message what is wrong, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     * @param cause the cause, or null
     */
    public AudioFormatException(String message, long byteOffset, Throwable cause) {
        this(Kind.UNREADABLE, message, byteOffset, cause);
    }

    private AudioFormatException(Kind kind, String message, long byteOffset, Throwable cause) {
        super(message + " (at byte " + byteOffset + ")", cause);
        this.kind = kind;
        this.reason = getMessage();
        this.byteOffset = byteOffset;
    }

    private AudioFormatException(Path file, AudioFormatException failure) {
        super(file + ": " + failure.reason, failure.getCause());
        this.kind = failure.kind;
        this.reason = failure.reason;
        this.byteOffset = failure.byteOffset;
        setStackTrace(failure.getStackTrace());
        Arrays.stream(failure.getSuppressed()).forEach(this::addSuppressed);
    }

    /**
     * The exception for an input that exceeds the {@link AudioLimits}.
     *
     * @param message what is wrong, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     * @return an exception of the kind {@link Kind#BEYOND_LIMITS}
     */
    public static AudioFormatException beyondLimits(String message, long byteOffset) {
        return new AudioFormatException(Kind.BEYOND_LIMITS, message, byteOffset, null);
    }

    /**
     * The exception for an input whose decoder, or the library that it needs, the program lacks.
     *
     * @param message what is missing, and how to add it
     * @param byteOffset where in the input, counted from its first byte
     * @param cause the cause, or null
     * @return an exception of the kind {@link Kind#DECODER_MISSING}
     */
    public static AudioFormatException decoderMissing(String message, long byteOffset, Throwable cause) {
        return new AudioFormatException(Kind.DECODER_MISSING, message, byteOffset, cause);
    }

    /** The same exception, with the file named in the message. */
    AudioFormatException in(Path file) {
        return new AudioFormatException(file, this);
    }

    /**
     * What prevented the reading, for programs that answer their users; see {@link #reason()} for the details.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The message without the file name with which it begins if this library opened the file.
     *
     * @return what is wrong, the rule, the value and the byte offset
     */
    public String reason() {
        return reason;
    }

    /**
     * The position of the error in the input.
     *
     * @return the offset of the offending bytes, counted from the first byte of the input
     */
    public long byteOffset() {
        return byteOffset;
    }
}
