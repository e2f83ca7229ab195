package io.ser4j.examples.evaluation;

import io.ser4j.SerException;

/**
 * Thrown if an evaluation cannot or must not be made: for an unknown layout or label, a list that names no clip, or a leak.
 */
public final class EvaluationException extends SerException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong, the rule and the value
     */
    public EvaluationException(String message) {
        super(message);
    }
}
