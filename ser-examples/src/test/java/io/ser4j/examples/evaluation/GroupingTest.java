package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The figures of parts, no two of which are equal: two corpora, one speaker of each known to the model, and two folds with
 * clips of both. The numbers can be counted in the table.
 */
class GroupingTest {
    private static final List<Emotion> CLASSES = List.of(Emotion.ANGRY, Emotion.HAPPY, Emotion.SAD);

    /** Fold, speaker, gender, truth, answer; the corpus is in the speaker's name. */
    private static final String TABLE = """
            A tess-OAF   female angry angry
            A tess-YAF   female angry angry
            B tess-YAF   female angry angry
            B tess-YAF   female sad   angry
            B ravdess-01 male   sad   sad
            A ravdess-01 male   sad   angry
            B ravdess-01 male   angry angry
            A ravdess-02 female happy happy
            A ravdess-02 female sad   happy
            B ravdess-03 male   sad   sad
            A ravdess-03 male   sad   sad
            """;

    private static final TrainingRecord TRAINING =
            TrainingRecord.of(List.of("tess/OAF_bar_angry.wav", "ravdess/03-01-05-01-01-01-01.wav"), List.of());

    private final List<LabelledClip> foldA = new ArrayList<>();
    private final List<LabelledClip> foldB = new ArrayList<>();
    private final List<Judgement> judgements = new ArrayList<>();

    GroupingTest() {
        TABLE.lines().forEach(line -> {
            String[] row = line.split(" +");
            Path file = Path.of("clip" + judgements.size() + ".wav");
            String corpus = row[1].replaceFirst("-.*", "");
            LabelledClip clip = new LabelledClip(file, corpus, row[1], row[3], "", Map.of("gender", row[2]));
            (row[0].equals("A") ? foldA : foldB).add(clip);
            judgements.add(new Judgement(
                    clip,
                    new Emotion(row[3]),
                    List.of(new EmotionScore(new Emotion(row[4]), 0.9)),
                    false,
                    Clips.sound(file.toString())));
        });
    }

    private Evaluation assess(List<Judgement> some, Fold... folds) {
        return new Assessment("mine 1", CLASSES, "folds", Optional.of(TRAINING), false)
                .of(List.of(folds), some, List.of(), List.of());
    }

    private Evaluation whole() {
        return assess(judgements, new Fold("A", foldB, foldA), new Fold("B", foldA, foldB));
    }

    private static List<String> groups(Evaluation evaluation, String property) {
        return evaluation.groups().stream()
                .filter(group -> group.property().equals(property))
                .map(group -> String.format(
                        Locale.ROOT,
                        "%s, %s: %d, %.3f, %.3f",
                        group.name(),
                        group.familiarity(),
                        group.clips(),
                        group.uar(),
                        group.accuracy()))
                .toList();
    }

    private static List<String> spread(Evaluation evaluation) {
        return evaluation.notes().stream()
                .filter(note -> note.startsWith("UAR over"))
                .toList();
    }

    private List<Judgement> of(String corpus) {
        return judgements.stream()
                .filter(judgement -> judgement.clip().corpus().equals(corpus))
                .toList();
    }

    private static List<LabelledClip> clips(List<Judgement> some) {
        return some.stream().map(Judgement::clip).toList();
    }

    @Test
    void eachPartHasItsOwnFiguresForEachFamiliarity() {
        Evaluation evaluation = whole();
        String seen = "unseen clips of speakers it was trained on";
        assertThat(groups(evaluation, "fold"))
                .containsExactly(
                        "A, unseen speakers: 4, 0.833, 0.750",
                        "B, unseen speakers: 3, 0.750, 0.667",
                        "A, " + seen + ": 2, 0.500, 0.500",
                        "B, " + seen + ": 2, 1.000, 1.000");
        assertThat(groups(evaluation, "corpus"))
                .containsExactly(
                        "ravdess, unseen speakers: 4, 0.833, 0.750",
                        "tess, unseen speakers: 3, 0.500, 0.667",
                        "ravdess, " + seen + ": 3, 0.750, 0.667",
                        "tess, " + seen + ": 1, 1.000, 1.000");
        assertThat(groups(evaluation, "gender"))
                .containsExactly(
                        "ravdess, female, unseen speakers: 2, 0.500, 0.500",
                        "ravdess, male, unseen speakers: 2, 1.000, 1.000",
                        "tess, female, unseen speakers: 3, 0.500, 0.667",
                        "ravdess, male, " + seen + ": 3, 0.750, 0.667",
                        "tess, female, " + seen + ": 1, 1.000, 1.000");
        assertThat(groups(evaluation, "speaker"))
                .containsExactly(
                        "ravdess-02, unseen speakers: 2, 0.500, 0.500",
                        "ravdess-03, unseen speakers: 2, 1.000, 1.000",
                        "tess-YAF, unseen speakers: 3, 0.500, 0.667",
                        "ravdess-01, " + seen + ": 3, 0.750, 0.667",
                        "tess-OAF, " + seen + ": 1, 1.000, 1.000");
        assertThat(evaluation.groups())
                .extracting(Evaluation.Group::property)
                .containsSubsequence("fold", "corpus", "gender", "speaker");
    }

    @Test
    void ourResultIsListedWithThePublishedOnesOfTheSameCorpus() {
        assertThat(whole().references())
                .filteredOn(reference -> reference.source().equals(Reference.OURS))
                .extracting(reference -> reference.corpus() + ": " + reference.protocol() + ": " + reference.result()
                        + ", " + reference.who())
                .containsExactly(
                        "ravdess: 2 classes, folds, unseen speakers: 83.3 UAR, 75.0 accuracy, mine 1",
                        "ravdess: 2 classes, folds, unseen clips of speakers it was trained on: 75.0 UAR, 66.7 accuracy, mine 1",
                        "tess: 2 classes, folds, unseen speakers: 50.0 UAR, 66.7 accuracy, mine 1",
                        "tess: 1 class, folds, unseen clips of speakers it was trained on: 100.0 UAR, 100.0 accuracy, mine 1");
    }

    @Test
    void foldsAndTheCorporaThatTheyMixHaveAMeanAndADeviationForTheHardestFamiliarity() {
        String corpora =
                "UAR over 2 corpora, unseen speakers, of each over the classes that it holds: mean 0.6667, standard"
                        + " deviation 0.2357.";
        assertThat(spread(whole()))
                .containsExactly(
                        "UAR over 2 folds, unseen speakers, of each over the classes that it holds: mean 0.7917,"
                                + " standard deviation 0.0589.",
                        corpora);
        List<LabelledClip> all = clips(judgements);
        assertThat(spread(assess(judgements, new Fold("all", List.of(), all)))).containsExactly(corpora);
    }

    @Test
    void foldsThatAreCorporaAreNotedOnceAndASingleCorpusHasNoSpread() {
        Fold tess = new Fold("tess", List.of(), clips(of("tess")));
        Fold ravdess = new Fold("ravdess", List.of(), clips(of("ravdess")));
        assertThat(spread(assess(judgements, tess, ravdess)))
                .singleElement()
                .asString()
                .startsWith("UAR over 2 folds, ")
                .endsWith("mean 0.6667, standard deviation 0.2357.");
        Fold first = new Fold("first", List.of(), tess.test().subList(0, 2));
        List<LabelledClip> others = new ArrayList<>(tess.test().subList(2, 4));
        others.addAll(ravdess.test());
        assertThat(spread(assess(judgements, first, new Fold("others", List.of(), others))))
                .as("one fold mixes corpora, the other does not")
                .extracting(note -> note.substring(0, 20))
                .containsExactly("UAR over 2 folds, un", "UAR over 2 corpora, ");
    }

    /** One corpus is always right with a confidence of 0.75, the other half the time: 0.25 too little and 0.25 too much. */
    @Test
    void errorsOfOppositeSignCancelOnlyBetweenCorpora() {
        List<Judgement> sure = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Emotion answer = i % 4 == 3 ? Emotion.ANGRY : Emotion.SAD;
            LabelledClip clip = Clips.clip(i % 2 == 0 ? "a" : "b", "ann", "text", i);
            sure.add(new Judgement(
                    clip,
                    Emotion.SAD,
                    List.of(new EmotionScore(answer, 0.75)),
                    false,
                    Clips.sound(clip.file().toString())));
        }
        Evaluation evaluation = assess(sure, new Fold("all", List.of(), clips(sure)));
        assertThat(evaluation.sections().get(0).figures().calibration().error()).isCloseTo(0, within(1e-9));
        assertThat(evaluation.notes())
                .contains("ECE within the corpora, "
                        + evaluation.sections().get(0).familiarity()
                        + ": mean 0.2500 (a 0.25, b 0.25); over all clips, errors of opposite sign may cancel, and of few clips ECE is too"
                        + " high by chance.");
    }

    @Test
    void anEvaluationIsShortInALog() {
        assertThat(whole()).hasToString("Evaluation of mine 1, folds, " + judgements.size() + " answers");
    }

    @Test
    void gendersOfASingleCorpusDoNotNameIt() {
        Evaluation evaluation = assess(of("ravdess"), new Fold("all", List.of(), clips(of("ravdess"))));
        assertThat(groups(evaluation, "gender"))
                .containsExactly(
                        "female, unseen speakers: 2, 0.500, 0.500",
                        "male, unseen speakers: 2, 1.000, 1.000",
                        "male, unseen clips of speakers it was trained on: 3, 0.750, 0.667");
        assertThat(evaluation.groups()).extracting(Evaluation.Group::property).doesNotContain("fold", "corpus");
        assertThat(spread(evaluation)).isEmpty();
    }
}
