package io.ser4j;

import io.ser4j.spi.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The bias of a model on one person's voice, whatever the emotion, to be subtracted from its logits. It is learnt from a few
 * other clips of the same person, whose emotions may be given, but need not be. Immutable.
 *
 * <pre>{@code
 * Voice anna = Voice.enrol(classifier, clips);
 * EmotionResult result = classifier.forVoice(anna).classify(clip);
 * }</pre>
 *
 * <p>Some voices sound angry or sad to a model in much of what they say, and so may all voices of a language or a microphone
 * that it was not trained on. The model's mean logits on the person's clips are therefore compared with its average logits
 * over voices and moods, which its file contains ({@link ModelSpec#MEAN_LOGITS}); {@link #PRIOR_CLIPS} keeps a single clip
 * from counting too much. The difference is an offset per class. The idea is the speaker normalisation of C. Busso, A.
 * Metallinou and S. Narayanan, "Iterative feature normalization for emotional speech detection", ICASSP 2011, applied to
 * logits.
 *
 * <p>Clips whose emotions are not given should differ in mood. If they are all in one mood, the person is assumed always to
 * sound like that, and that mood is no longer distinguished from the others. If you know the emotions, if only that all clips
 * are neutral, you can give them: each clip is then compared with the mean of the model's average logits and those for its emotion
 * ({@link ModelSpec#EMOTION_MEAN_LOGITS}). Clips in different moods still help most; the card of a model has the figures.
 *
 * <pre>{@code
 * Voice anna = Voice.enrol(classifier, Map.of(Emotion.NEUTRAL, neutralClips));
 * }</pre>
 *
 * <p>On average a known voice helps; for a single voice it may hurt, most of all with few clips.
 */
public final class Voice {
    /** The weight of the average voice, as a number of clips of it that count as enrolled, too. */
    public static final int PRIOR_CLIPS = 2;

    /** The largest magnitude of an offset; the logits of models stay far below. */
    public static final double MAX_OFFSET = 1000;

    /** The least length of the pieces of a long recording: about that of the clips that the models here are trained on. */
    private static final int PIECE_SECONDS = 4;

    private final ModelSpec spec;
    private final double[] offsets;

    private Voice(ModelSpec spec, double[] offsets) {
        this.spec = spec;
        this.offsets = offsets;
    }

    /**
     * Learns a voice from clips whose emotions are not known.
     *
     * @param classifier computes the logits; its model and its voice activity settings matter, but not its choice of classes
     *     nor a voice that it already corrects for
     * @param clips of one person in different moods; five help much, and beyond twenty there is no further gain. A recording
     *     of 8 s or more counts as several: it is cut into pieces of 4 to 6 s. {@linkplain AudioWarning.Type#SILENT Silent}
     *     ones are skipped
     * @return the voice, for the same model only
     * @throws InvalidAudioException if there is no clip that is not silent, or the model cannot use one
     * @throws ModelException if the model's file does not contain valid average logits, an offset would be larger than
     *     {@link #MAX_OFFSET} in magnitude, or inference fails
     * @throws IllegalStateException if the classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static Voice enrol(EmotionClassifier classifier, List<AudioClip> clips) {
        Objects.requireNonNull(classifier, "classifier");
        List<AudioClip> all = AudioClip.copyOf(Objects.requireNonNull(clips, "clips"));
        double[] average = new AverageVoice(classifier.spec()).logits();
        return learnt(classifier, all, Collections.nCopies(all.size(), average));
    }

    /**
     * Learns a voice from clips whose emotions are known, such as a few neutral ones. What the model should answer to these is
     * then no part of the voice, so they need not differ in mood.
     *
     * @param classifier as for {@link #enrol(EmotionClassifier, List)}
     * @param clips of one person, by the emotion that each of them has; otherwise as for {@link #enrol(EmotionClassifier, List)}
     * @return the voice, for the same model only
     * @throws IllegalArgumentException if the model does not have one of the emotions
     * @throws InvalidAudioException if there is no clip that is not silent, or the model cannot use one
     * @throws ModelException if the model's file does not contain valid average logits for one of the emotions, an offset would
     *     be larger than {@link #MAX_OFFSET} in magnitude, or inference fails
     * @throws IllegalStateException if the classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static Voice enrol(EmotionClassifier classifier, Map<Emotion, List<AudioClip>> clips) {
        Objects.requireNonNull(classifier, "classifier");
        Objects.requireNonNull(clips, "clips");
        AverageVoice average = new AverageVoice(classifier.spec());
        List<AudioClip> all = new ArrayList<>();
        List<double[]> expected = new ArrayList<>();
        // Not in the order of the given map, by which sums would differ in their last digits.
        Map<Emotion, List<AudioClip>> sorted = new TreeMap<>(Comparator.comparing(Emotion::label));
        sorted.putAll(clips);
        sorted.forEach((emotion, given) -> {
            List<AudioClip> ofEmotion = AudioClip.copyOf(Objects.requireNonNull(given, "clips"));
            all.addAll(ofEmotion);
            expected.addAll(Collections.nCopies(ofEmotion.size(), average.logits(emotion)));
        });
        return learnt(classifier, all, expected);
    }

    /** Learns from clips for each of which an average voice would have the expected logits. */
    private static Voice learnt(EmotionClassifier classifier, List<AudioClip> clips, List<double[]> expected) {
        ModelSpec spec = classifier.spec();
        List<AudioClip> pieces = new ArrayList<>();
        List<double[]> expectedOfPieces = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            for (AudioClip piece : pieces(clips.get(i))) {
                pieces.add(piece);
                expectedOfPieces.add(expected.get(i));
            }
        }
        List<Optional<float[]>> logits = classifier.logitsOfVoices(pieces);
        long heard = logits.stream().filter(Optional::isPresent).count();
        if (heard == 0) {
            throw new InvalidAudioException(
                    "at least one clip must hold a voice, but none of " + clips.size() + " does");
        }
        double[] offsets = new double[spec.labels().size()];
        for (int i = 0; i < pieces.size(); i++) {
            double[] average = expectedOfPieces.get(i);
            logits.get(i).ifPresent(found -> addExcess(offsets, found, average, heard + PRIOR_CLIPS));
        }
        tooLarge(spec, offsets).ifPresent(problem -> {
            throw new ModelException("the model " + spec.id() + " cannot learn this voice: " + problem);
        });
        return new Voice(spec, offsets);
    }

    private static void addExcess(double[] offsets, float[] logits, double[] average, double count) {
        double mean = IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i])
                .average()
                .orElseThrow();
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] += (logits[i] - mean - average[i]) / count;
        }
    }

    /**
     * Rebuilds a voice from its stored offsets.
     *
     * @param spec the model with which it was enrolled, in the same version; offsets from another version are accepted, but
     *     would be wrong
     * @param offsets as returned by {@link #offsets()}: one for each of the model's labels, at most {@link #MAX_OFFSET} in
     *     magnitude
     * @return the voice
     * @throws IllegalArgumentException if an offset is missing, too large, not a number, or belongs to no label
     */
    public static Voice of(ModelSpec spec, Map<Emotion, Double> offsets) {
        Objects.requireNonNull(offsets, "offsets");
        List<Emotion> labels = spec.labels();
        if (offsets.size() != labels.size() || labels.stream().anyMatch(label -> offsets.get(label) == null)) {
            throw new IllegalArgumentException("offsets must be of " + labels + ", one each, but were " + offsets);
        }
        double[] inOrder = labels.stream().mapToDouble(offsets::get).toArray();
        tooLarge(spec, inOrder).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        return new Voice(spec, inOrder);
    }

    private static Optional<String> tooLarge(ModelSpec spec, double[] offsets) {
        return IntStream.range(0, offsets.length)
                .filter(i -> !(Math.abs(offsets[i]) <= MAX_OFFSET))
                .mapToObj(i -> "each offset must be a number of at most " + MAX_OFFSET + " in magnitude, but that of "
                        + spec.labels().get(i) + " was " + offsets[i])
                .findFirst();
    }

    /**
     * By how much the model's logits are too high for this voice, class by class. Store these together with the model's id and
     * version, which are in {@link #spec()}, to rebuild the voice with {@link #of}.
     *
     * @return for each of the model's labels, in their order, the offset of its logit, before temperature scaling; unmodifiable
     */
    public Map<Emotion, Double> offsets() {
        Map<Emotion, Double> byLabel = new LinkedHashMap<>();
        IntStream.range(0, offsets.length)
                .forEach(i -> byLabel.put(spec.labels().get(i), offsets[i]));
        return Collections.unmodifiableMap(byLabel);
    }

    /**
     * The model with which this voice was enrolled.
     *
     * @return its description
     */
    public ModelSpec spec() {
        return spec;
    }

    /** Fails if another model is to use this voice, naming both. */
    void requireSameModel(ModelSpec other) {
        if (!name(spec).equals(name(other)) || !spec.labels().equals(other.labels())) {
            throw new IllegalArgumentException("the voice must have been enrolled with the same model, which is "
                    + name(other) + ", but was with " + name(spec));
        }
    }

    /** Returns the logits minus the offsets of this voice; a new array. */
    float[] corrected(float[] logits) {
        float[] freed = logits.clone();
        for (int i = 0; i < freed.length; i++) {
            freed[i] -= (float) offsets[i];
        }
        return freed;
    }

    private static List<AudioClip> pieces(AudioClip clip) {
        int count = (int) (clip.frames() / ((long) PIECE_SECONDS * clip.sampleRateHz()));
        if (count < 2) {
            return List.of(clip);
        }
        float[] mono = clip.toMono();
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(mono, place(mono, i, count), place(mono, i + 1, count)))
                .map(piece -> AudioClip.of(piece, clip.sampleRateHz()))
                .toList();
    }

    private static int place(float[] samples, int piece, int count) {
        return (int) ((long) samples.length * piece / count);
    }

    private static String name(ModelSpec spec) {
        return spec.id() + " " + spec.version();
    }

    /** Returns whether the other object is a voice with the same offsets, enrolled with the same model. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Voice voice
                && name(spec).equals(name(voice.spec))
                && offsets().equals(voice.offsets());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name(spec), offsets());
    }

    /** Returns model and offsets, such as {@code voice as general 4 hears it: {angry=1.25, ...}}. */
    @Override
    public String toString() {
        return "voice as " + name(spec) + " hears it: " + offsets();
    }
}
