package io.ser4j;

/**
 * Thrown if audio cannot be used: it is empty, has samples that are not numbers, is outside the stated limits, or comes from a
 * malformed file.
 */
public class InvalidAudioException extends SerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, the rule and the value
     */
    public InvalidAudioException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what is wrong, the rule and the value
     * @param cause the cause, or null
     */
    public InvalidAudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
