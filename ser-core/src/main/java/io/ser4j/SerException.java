package io.ser4j;

/** The root of what this library throws for bad audio, bad models and failed inference. */
public class SerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what was wrong: the thing, the rule and the value
     */
    public SerException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what was wrong: the thing, the rule and the value
     * @param cause what led to it, or null
     */
    public SerException(String message, Throwable cause) {
        super(message, cause);
    }
}
