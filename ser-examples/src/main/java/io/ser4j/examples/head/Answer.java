package io.ser4j.examples.head;

import io.ser4j.Emotion;

/** A head's answer to a clip that it was not trained on. */
final class Answer {
    private final double[] logits;
    private final int truth;
    private final Emotion emotion;

    /**
     * An answer.
     *
     * @param logits [classes] not copied, and for reading only
     * @param truth the index of the right class
     * @param emotion the right class
     */
    Answer(double[] logits, int truth, Emotion emotion) {
        this.logits = logits;
        this.truth = truth;
        this.emotion = emotion;
    }

    double[] logits() {
        return logits;
    }

    int truth() {
        return truth;
    }

    Emotion emotion() {
        return emotion;
    }

    /** The negative logarithm of the probability of the right class. */
    double negativeLogLikelihood() {
        return Softmax.logSumExp(logits) - logits[truth];
    }
}
