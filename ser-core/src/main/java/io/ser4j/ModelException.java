package io.ser4j;

/** Thrown if a model cannot be found, opened, trusted or run. */
public final class ModelException extends SerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, the rule and the value
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * Creates an exception with its cause.
     *
     * @param message what is wrong, the rule and the value
     * @param cause the cause, or null
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
