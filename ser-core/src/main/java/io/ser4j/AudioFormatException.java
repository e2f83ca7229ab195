package io.ser4j;

import java.nio.file.Path;
import java.util.Arrays;

/** Bytes that are no readable audio: malformed, truncated, unsupported, over the {@link AudioLimits} or too much for a decoder. */
public final class AudioFormatException extends InvalidAudioException {
    private static final long serialVersionUID = 1L;

    /** The message without the file. */
    private final String reason;

    /** See {@link #byteOffset()}. */
    private final long byteOffset;

    /**
     * Creates an exception.
     *
     * @param message what was wrong: the thing, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     */
    public AudioFormatException(String message, long byteOffset) {
        super(message + " (at byte " + byteOffset + ")");
        this.reason = getMessage();
        this.byteOffset = byteOffset;
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what was wrong: the thing, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     * @param cause what led to it, or null
     */
    public AudioFormatException(String message, long byteOffset, Throwable cause) {
        super(message + " (at byte " + byteOffset + ")", cause);
        this.reason = getMessage();
        this.byteOffset = byteOffset;
    }

    private AudioFormatException(Path file, AudioFormatException failure) {
        super(file + ": " + failure.reason, failure.getCause());
        this.reason = failure.reason;
        this.byteOffset = failure.byteOffset;
        setStackTrace(failure.getStackTrace());
        Arrays.stream(failure.getSuppressed()).forEach(this::addSuppressed);
    }

    /** The same of a file, which the message names. */
    AudioFormatException in(Path file) {
        return new AudioFormatException(file, this);
    }

    /**
     * What was wrong, and where; the message without the name of the file with which it begins where this library opened one.
     *
     * @return a sentence: the thing, the rule, the value and the byte offset
     */
    public String reason() {
        return reason;
    }

    /**
     * Where the input went wrong.
     *
     * @return the offset of the offending bytes, counted from the first byte of the input
     */
    public long byteOffset() {
        return byteOffset;
    }
}
