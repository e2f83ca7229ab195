package io.ser4j;

/** The superclass of the exceptions that this library throws for bad audio, bad models and failed inference. */
public class SerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, the rule and the value
     */
    public SerException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what is wrong, the rule and the value
     * @param cause the cause, or null
     */
    public SerException(String message, Throwable cause) {
        super(message, cause);
    }
}
