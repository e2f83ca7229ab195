package io.ser4j.examples;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import io.ser4j.examples.evaluation.AudioIdentity;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Familiarity;
import io.ser4j.examples.evaluation.Figures;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Reference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An evaluation whose first section has no two equal figures, so that a report which confuses two of them is found out: fifteen
 * clips of four new speakers, none of them neutral, and four clips of two speakers that the model was trained on, none of them
 * sad or called so.
 */
public final class MadeUpEvaluation {
    public static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD, Emotion.NEUTRAL);

    /** File, speaker, truth, fold, and the probability of each class in per cent. */
    private static final String UNSEEN = """
            a1 ann angry 1 82  9  5  4
            a2 ann angry 1 71 14  9  6
            a3 ann angry 1 97  1  1  1
            a4 ann happy 1 12 64 21  3
            b1 ben angry 1 56 30  8  6
            b2 ben angry 1 32  2  3 63
            b3 ben happy 1  7 15 75  3
            b4 ben sad   1  3 88  7  2
            c1 cem angry 2 24 47 19 10
            c2 cem happy 2 52 33 11  4
            c3 cem sad   2  6 58 27  9
            c4 cem sad   2  5 13 79  3
            d1 dea angry 2 92  4  3  1
            d2 dea happy 2  8 85  5  2
            d3 dea sad   2 20 68 11  1
            """;

    private static final String SEEN = """
            e1 eva happy   2  1 93  4  2
            e2 eva neutral 2  2 12  1 85
            f1 fay neutral 2 74 10 12  4
            f2 fay angry   2 66 25  7  2
            """;

    private MadeUpEvaluation() {}

    public static Evaluation evaluation() {
        List<Evaluation.Answer> unseen = answers(UNSEEN, Familiarity.UNSEEN_SPEAKER);
        List<Evaluation.Answer> seen = answers(SEEN, Familiarity.SEEN_CLIP);
        return new Evaluation(
                "made-up 3",
                "2 folds & \"more\"",
                List.of("Labels read as: <wut> -> angry.", "Only 4 speakers."),
                List.of(section(Familiarity.UNSEEN_SPEAKER, unseen), section(Familiarity.SEEN_CLIP, seen)),
                groups(),
                references(),
                List.of(new Evaluation.Failure(clip("torn", "ann", "sad"), new IOException("cut off <here>"))),
                Stream.concat(unseen.stream(), seen.stream()).toList());
    }

    private static Evaluation.Section section(Familiarity familiarity, List<Evaluation.Answer> answers) {
        List<Judgement> judgements =
                answers.stream().map(Evaluation.Answer::judgement).toList();
        return new Evaluation.Section(familiarity, Figures.of(judgements, CLASSES));
    }

    private static List<Evaluation.Group> groups() {
        return List.of(
                new Evaluation.Group("fold", "fold 01", Familiarity.UNSEEN_SPEAKER, 8, 0.415, 0.625),
                new Evaluation.Group("fold", "fold 02", Familiarity.UNSEEN_SPEAKER, 7, 0.445, 0.435),
                new Evaluation.Group("fold", "fold 02", Familiarity.SEEN_CLIP, 4, 0.835, 0.755),
                new Evaluation.Group("accent", "<b>", Familiarity.UNSEEN_SPEAKER, 1_234, 0.275, 0.365));
    }

    private static List<Reference> references() {
        return List.of(
                new Reference("tess", "3 classes, 2 folds", "made-up 3", "48.8 UAR", "this evaluation"),
                new Reference("tess", "7 classes", "Doe & al.", "<99.1>", "Journal 7, 2020"));
    }

    private static List<Evaluation.Answer> answers(String rows, Familiarity familiarity) {
        return rows.lines().map(row -> answer(row.split(" +"), familiarity)).toList();
    }

    private static Evaluation.Answer answer(String[] row, Familiarity familiarity) {
        LabelledClip clip = clip(row[0], row[1], row[2]);
        List<EmotionScore> scores = Stream.iterate(0, i -> i < CLASSES.size(), i -> i + 1)
                .map(i -> new EmotionScore(CLASSES.get(i), Integer.parseInt(row[4 + i]) / 100.0))
                .sorted(Comparator.comparing(EmotionScore::probability).reversed())
                .toList();
        AudioIdentity audio = new AudioIdentity(String.format("%64s", row[0]).replace(' ', '0'), Optional.empty());
        Judgement judgement = new Judgement(clip, new Emotion(row[2]), scores, row[0].equals("c3"), audio);
        return new Evaluation.Answer(
                judgement,
                familiarity,
                "fold 0" + row[3],
                Optional.of(clip("d1", "dea", "angry")).filter(first -> row[0].equals("d2")));
    }

    /** A clip of a corpus with its own labels for the classes. */
    private static LabelledClip clip(String name, String speaker, String truth) {
        String label = truth.equals("angry") ? "wut" : truth + "ness";
        return new LabelledClip(
                Path.of(name + ".wav"),
                name.startsWith("b") ? "home" : "tess",
                speaker,
                label,
                "says \"" + name + "\", too",
                Map.of());
    }
}
