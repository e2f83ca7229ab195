package io.ser4j.examples.head;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.examples.evaluation.Assessment;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.Hearing;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.examples.evaluation.TrainingRecord;
import io.ser4j.head.LinearHead;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Trains a head on labelled clips: computes their embeddings with the base model, tests heads trained on parts of them by a
 * protocol, and then trains one on all of them; if the protocol is a single split, only on its train side.
 */
public final class HeadTraining {
    private static final int FOLDS = 5;
    private static final long SEED = 1;

    private final EmotionClassifier base;
    private final Setup setup;

    /**
     * The settings of a training.
     *
     * @param id the id of the head, see {@link LinearHead#isId}
     * @param labels the classes that the clips' labels stand for; for classes of your own, {@link LabelMap#ownWords}
     * @param protocol how the clips are split for the test; empty for {@link #protocolFor}
     * @param threads how many clips are processed at a time, at least 1
     */
    public record Setup(String id, LabelMap labels, Optional<Protocol> protocol, int threads) {
        /**
         * Checks the components.
         *
         * @param id as above
         * @param labels as above
         * @param protocol as above
         * @param threads as above
         * @throws IllegalArgumentException if the id is not valid, or {@code threads} is less than 1
         */
        public Setup {
            Objects.requireNonNull(labels, "labels");
            Objects.requireNonNull(protocol, "protocol");
            if (!LinearHead.isId(id)) {
                throw new IllegalArgumentException(
                        "id must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of"
                                + " them a letter or digit, but was \"" + id + '"');
            }
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
            }
        }
    }

    /**
     * A trained head with its evaluation.
     *
     * @param head the head trained on all clips, or on the train side of a single split
     * @param evaluation the evaluation of heads trained in the same way on parts of them
     */
    public record Result(LinearHead head, Evaluation evaluation) {}

    /**
     * Prepares to train.
     *
     * @param base the classifier whose embeddings are used, which the caller closes
     * @param setup the settings
     */
    public HeadTraining(EmotionClassifier base, Setup setup) {
        this.base = Objects.requireNonNull(base, "base");
        this.setup = Objects.requireNonNull(setup, "setup");
    }

    /**
     * The strictest protocol with folds that the clips allow.
     *
     * @param clips the clips to split
     * @return speaker-disjoint folds if all speakers are named and there are at least two; otherwise random ones, whose name says
     *     that speakers leak
     */
    public static Protocol protocolFor(List<LabelledClip> clips) {
        Set<String> speakers = new TreeSet<>();
        clips.forEach(clip -> speakers.add(clip.speaker()));
        return speakers.contains("") || speakers.size() < 2
                ? Protocol.random(Math.max(2, Math.min(FOLDS, clips.size())), SEED)
                : Protocol.speakerFolds(Math.min(FOLDS, speakers.size()), SEED);
    }

    /**
     * Trains a head and evaluates it.
     *
     * @param list the clips
     * @param listener called after each clip, in the calling thread, with whether it could be read and processed
     * @return the head and its evaluation
     * @throws EvaluationException if a label is unknown, there are fewer than two classes, in all or on the train side of a fold,
     *     no clip of some class could be read, the protocol does not fit the clips, or there is a leak
     * @throws io.ser4j.ModelException if the base model has no embedding
     */
    public Result run(ClipList list, Consumer<Boolean> listener) {
        Map<LabelledClip, Emotion> truths = new LinkedHashMap<>();
        ClipList each = list.distinct().spelledAlike();
        each.clips().forEach(clip -> setup.labels().emotion(clip).ifPresent(emotion -> truths.put(clip, emotion)));
        List<LabelledClip> clips = List.copyOf(truths.keySet());
        if (Set.copyOf(truths.values()).size() < 2) {
            throw new EvaluationException("training a head needs clips of at least two classes, but there are "
                    + (truths.isEmpty() ? "none" : "only those of " + truths.get(clips.get(0))));
        }
        Protocol protocol = setup.protocol().orElseGet(() -> protocolFor(clips));
        List<Fold> folds = protocol.folds(each.clips(), truths::containsKey);
        requireEmbedding();
        Hearing hearing = new Hearing(setup.threads(), listener);
        List<EmbeddedClip> heard = hearing.of(clips, clip -> EmbeddedClip.of(base, clip, truths.get(clip)));
        hearing.requireAny(heard);
        hearing.requireEachClass(truths, heard.stream().map(EmbeddedClip::clip).toList());

        List<Judgement> judgements = judge(folds, heard, hearing);
        hearing.requireAny(judgements);
        HeadClips headClips = HeadClips.of(folds, heard);
        TrainedLayer layer = HeadTrainer.train(headClips.trained());
        Optional<TrainingRecord> training = TrainingRecord.bundled(base.spec().id());
        String name = setup.id() + ' ' + HeadNotes.version(layer);
        Assessment assessment = new Assessment(name, HeadTrainer.classes(heard), protocol.name(), training, true);
        HeadNotes notes = new HeadNotes(base.spec(), training, headClips);
        Evaluation evaluation =
                assessment.of(folds, judgements, hearing.failures(), notes.all(each, setup.labels(), protocol, layer));
        return new Result(notes.head(setup.id(), layer, evaluation), evaluation);
    }

    private static List<Judgement> judge(List<Fold> folds, List<EmbeddedClip> heard, Hearing hearing) {
        try {
            return HeadTrial.judge(folds, heard);
        } catch (EvaluationException e) {
            throw hearing.completed(e);
        }
    }

    /** A base model without an embedding would otherwise fail at each clip. */
    private void requireEmbedding() {
        base.embedding(AudioClip.of(new float[base.sampleRateHz()], base.sampleRateHz()));
    }
}
