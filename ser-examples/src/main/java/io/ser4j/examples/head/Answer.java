package io.ser4j.examples.head;

import io.ser4j.Emotion;

/** What a head made of a clip that it did not learn from. */
final class Answer {
    private final double[] logits;
    private final int truth;
    private final Emotion emotion;

    /**
     * An answer.
     *
     * @param logits [classes] kept, and for reading only
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

    /** How improbable the truth was: -log of its probability. */
    double surprise() {
        return Softmax.logSumExp(logits) - logits[truth];
    }
}
