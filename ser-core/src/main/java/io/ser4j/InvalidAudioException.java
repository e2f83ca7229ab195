package io.ser4j;

/** Audio that cannot be used: not a number, empty, outside the stated limits, or a file that is not what it claims to be. */
public class InvalidAudioException extends SerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong: the thing, the rule and the value
     */
    public InvalidAudioException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what was wrong: the thing, the rule and the value
     * @param cause what led to it, or null
     */
    public InvalidAudioException(String message, Throwable cause) {
        super(message, cause);
    }
}
