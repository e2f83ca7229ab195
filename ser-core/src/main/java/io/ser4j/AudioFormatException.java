package io.ser4j;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Thrown if an input cannot be read as audio: it is malformed, truncated, unsupported or beyond the {@link AudioLimits}, or its
 * decoder failed or hung.
 */
public final class AudioFormatException extends InvalidAudioException {
    private static final long serialVersionUID = 1L;

    /** The message without the file. */
    private final String reason;

    /** See {@link #byteOffset()}. */
    private final long byteOffset;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, the rule and the value
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
     * @param message what is wrong, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     * @param cause the cause, or null
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

    /** The same exception, with the file named in the message. */
    AudioFormatException in(Path file) {
        return new AudioFormatException(file, this);
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
