package io.ser4j.examples.head;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.AudioIdentity;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.TrainingRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Synthetic embeddings that depend more on the speaker than on the class, and do not fit the class in up to a quarter of the
 * clips, so that a head should not be too confident, least of all with new speakers.
 */
final class VoicedEmbeddings {
    static final Emotion BORED = new Emotion("bored");
    static final List<String> SPEAKERS = List.of("ann", "ben", "cem", "dea", "eva", "fay", "gus");

    private static final int WIDTH = 10;

    private final Random random;
    private final List<EmbeddedClip> clips = new ArrayList<>();

    private VoicedEmbeddings(long seed) {
        random = new Random(seed);
    }

    /** Clips of speakers who are bored and, more often, sad; all of them, or only one, are also angry. */
    static List<EmbeddedClip> of(long seed, boolean allAreAngry) {
        VoicedEmbeddings made = new VoicedEmbeddings(seed);
        for (String speaker : SPEAKERS) {
            float[] voice = made.noise(3);
            made.add(speaker, voice, BORED, 4);
            made.add(speaker, voice, Emotion.SAD, 12);
            if (allAreAngry || speaker.equals("cem")) {
                made.add(speaker, voice, Emotion.ANGRY, 6);
            }
        }
        return made.clips;
    }

    /** The same clips, those of one speaker without a name. */
    static List<EmbeddedClip> withoutNameOf(String speaker, List<EmbeddedClip> clips) {
        return clips.stream()
                .map(clip -> EmbeddedClip.of(
                        labelled(
                                clip.clip().speaker().replace(speaker, ""),
                                clip.clip().file(),
                                clip.truth()),
                        clip.truth(),
                        clip.embedding(),
                        clip.audio()))
                .toList();
    }

    private static LabelledClip labelled(String speaker, Path file, Emotion truth) {
        return new LabelledClip(file, "mine", speaker, truth.label(), "", Map.of());
    }

    private float[] noise(double deviation) {
        float[] noise = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            noise[i] = (float) (deviation * random.nextGaussian());
        }
        return noise;
    }

    private void add(String speaker, float[] voice, Emotion truth, int takes) {
        for (int take = 0; take < takes; take++) {
            float[] embedding = noise(1);
            for (int i = 0; i < WIDTH; i++) {
                embedding[i] += voice[i];
            }
            Emotion sounds = random.nextInt(4) > 0 ? truth : random.nextBoolean() ? BORED : Emotion.SAD;
            embedding[0] += sounds.equals(BORED) ? 4 : 0;
            embedding[1] += sounds.equals(Emotion.ANGRY) ? 4 : 0;
            String name = speaker + truth + take;
            clips.add(EmbeddedClip.of(
                    labelled(speaker, Path.of(name + ".wav"), truth),
                    truth,
                    embedding,
                    new AudioIdentity(TrainingRecord.speakerMark(name).repeat(4), Optional.empty())));
        }
    }
}
