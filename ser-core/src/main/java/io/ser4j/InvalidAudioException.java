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
}
