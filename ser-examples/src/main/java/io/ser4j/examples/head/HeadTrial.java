package io.ser4j.examples.head;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.AudioIdentity;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.LeakCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Trains a new head on the train side of each fold, and tests it on the test side. */
public final class HeadTrial {
    private HeadTrial() {}

    /**
     * Trains and tests a head for each fold.
     *
     * @param folds how the clips are split; those without an embedding are skipped
     * @param heard the clips with their embeddings
     * @return the answers of all folds
     * @throws EvaluationException if a recording is on both sides of a fold, or a train side has fewer than two classes
     */
    public static List<Judgement> judge(List<Fold> folds, List<EmbeddedClip> heard) {
        Map<LabelledClip, EmbeddedClip> byClip = byClip(heard);
        Map<LabelledClip, AudioIdentity> audio = new HashMap<>();
        heard.forEach(clip -> audio.put(clip.clip(), clip.audio()));
        LeakCheck.requireNoSharedAudio(folds, audio);
        List<Emotion> classes = HeadTrainer.classes(heard);
        List<Judgement> judgements = new ArrayList<>();
        for (Fold fold : folds) {
            TrainedLayer layer = train(fold.name(), heardOf(fold.train(), byClip));
            for (EmbeddedClip clip : heardOf(fold.test(), byClip)) {
                judgements.add(new Judgement(
                        clip.clip(), clip.truth(), layer.scores(clip, classes), clip.silent(), clip.audio()));
            }
        }
        return judgements;
    }

    private static TrainedLayer train(String fold, List<EmbeddedClip> clips) {
        try {
            return HeadTrainer.train(clips);
        } catch (EvaluationException e) {
            throw new EvaluationException("in \"" + fold + "\", without its test clips, " + e.getMessage());
        }
    }

    static Map<LabelledClip, EmbeddedClip> byClip(List<EmbeddedClip> heard) {
        Map<LabelledClip, EmbeddedClip> byClip = new HashMap<>();
        heard.forEach(clip -> byClip.put(clip.clip(), clip));
        return byClip;
    }

    /** The clips of a side that could be heard, in its order. */
    static List<EmbeddedClip> heardOf(List<LabelledClip> side, Map<LabelledClip, EmbeddedClip> byClip) {
        return side.stream().map(byClip::get).filter(Objects::nonNull).collect(Collectors.toList());
    }
}
