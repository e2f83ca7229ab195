package io.ser4j;

/** Bytes that are no readable audio: malformed, truncated, unsupported, over the {@link AudioLimits} or too much for a decoder. */
public final class AudioFormatException extends InvalidAudioException {
    private static final long serialVersionUID = 1L;

    private final long byteOffset;

    /**
     * Creates an exception.
     *
     * @param message what was wrong: the thing, the rule and the value
     * @param byteOffset where in the input, counted from its first byte
     */
    public AudioFormatException(String message, long byteOffset) {
        super(message + " (at byte " + byteOffset + ")");
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
        this.byteOffset = byteOffset;
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
