package io.ser4j.examples.head;

import io.ser4j.AudioClip;
import io.ser4j.AudioWarning;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.VoiceActivityDetector;
import io.ser4j.examples.evaluation.AudioIdentity;
import io.ser4j.examples.evaluation.LabelledClip;
import java.io.IOException;

/** A clip with its embedding by the base model, which is what a head is trained on. */
public final class EmbeddedClip {
    private final LabelledClip clip;
    private final Emotion truth;
    private final float[] embedding;
    private final boolean silent;
    private final AudioIdentity audio;

    private EmbeddedClip(LabelledClip clip, Emotion truth, float[] embedding, boolean silent, AudioIdentity audio) {
        this.clip = clip;
        this.truth = truth;
        this.embedding = embedding;
        this.silent = silent;
        this.audio = audio;
    }

    /**
     * A clip that is not silent, with a given embedding.
     *
     * @param clip the clip
     * @param truth the class that its label stands for
     * @param embedding [n]; copied
     * @param audio the identity of the recording
     * @return the clip with its embedding
     */
    public static EmbeddedClip of(LabelledClip clip, Emotion truth, float[] embedding, AudioIdentity audio) {
        return new EmbeddedClip(clip, truth, embedding.clone(), false, audio);
    }

    /**
     * Reads a clip and computes its embedding.
     *
     * @param base the base model
     * @param clip the clip
     * @param truth the class that its label stands for
     * @return the clip with its embedding
     * @throws IOException if the clip cannot be read
     */
    public static EmbeddedClip of(EmotionClassifier base, LabelledClip clip, Emotion truth) throws IOException {
        AudioClip audio = AudioClip.read(clip.file());
        return new EmbeddedClip(clip, truth, base.embedding(audio), isSilent(audio), AudioIdentity.of(audio));
    }

    /** Whether a classifier would warn of silence; it gives no warnings with an embedding. */
    private static boolean isSilent(AudioClip audio) {
        double seconds = VoiceActivityDetector.defaults().detect(audio).spans().stream()
                .mapToDouble(span -> span.endSeconds() - span.startSeconds())
                .sum();
        return seconds < AudioWarning.Type.SILENT.limit();
    }

    /**
     * The clip.
     *
     * @return the clip, as the corpus describes it
     */
    public LabelledClip clip() {
        return clip;
    }

    /**
     * The true class.
     *
     * @return the class that the label stands for
     */
    public Emotion truth() {
        return truth;
    }

    /**
     * Whether there is hardly any voice in the clip.
     *
     * @return whether {@link AudioWarning.Type#SILENT} applies
     */
    public boolean silent() {
        return silent;
    }

    /**
     * The identity of the recording.
     *
     * @return its hash and fingerprint
     */
    public AudioIdentity audio() {
        return audio;
    }

    /** [n] for reading only. */
    float[] embedding() {
        return embedding;
    }
}
