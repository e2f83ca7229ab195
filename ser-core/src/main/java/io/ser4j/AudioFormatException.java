package io.ser4j;

/** Bytes that are no readable audio file: malformed, truncated, unsupported or over the {@link AudioLimits}. */
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
     * Where the input went wrong.
     *
     * @return the offset of the offending bytes, counted from the first byte of the input
     */
    public long byteOffset() {
        return byteOffset;
    }
}
