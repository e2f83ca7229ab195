package io.ser4j.examples.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.AudioIdentity;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.Fold;
import io.ser4j.examples.evaluation.Judgement;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.examples.evaluation.TrainingRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Heads on synthetic embeddings whose first number depends on the class. */
class HeadTrialTest {
    private static final Emotion BORED = new Emotion("bored");

    private final Random random = new Random(3);

    private EmbeddedClip clip(String speaker, Emotion truth, int take) {
        float[] embedding = new float[8];
        for (int i = 0; i < embedding.length; i++) {
            embedding[i] = (float) random.nextGaussian();
        }
        embedding[0] += truth.equals(BORED) ? 3 : truth.equals(Emotion.SAD) ? -3 : 9;
        String name = speaker + truth + take;
        LabelledClip clip = new LabelledClip(Path.of(name + ".wav"), "mine", speaker, truth.label(), "", Map.of());
        return EmbeddedClip.of(
                clip,
                truth,
                embedding,
                new AudioIdentity(TrainingRecord.speakerMark(name).repeat(4), Optional.empty()));
    }

    private List<EmbeddedClip> clips(String... speakers) {
        List<EmbeddedClip> clips = new ArrayList<>();
        for (String speaker : speakers) {
            for (int take = 0; take < 10; take++) {
                clips.add(clip(speaker, BORED, take));
                clips.add(clip(speaker, Emotion.SAD, take));
            }
        }
        return clips;
    }

    private static List<LabelledClip> labelled(List<EmbeddedClip> clips) {
        return clips.stream().map(EmbeddedClip::clip).toList();
    }

    private static List<Judgement> judge(Protocol protocol, List<EmbeddedClip> clips) {
        return HeadTrial.judge(protocol.folds(labelled(clips)), clips);
    }

    @Test
    void everyClipIsTestedOnceByAHeadNotTrainedOnItsSpeaker() {
        List<EmbeddedClip> clips = clips("ann", "ben", "cem");
        List<Judgement> judgements = judge(Protocol.leaveOneSpeakerOut(), clips);
        assertThat(judgements).extracting(Judgement::clip).containsExactlyInAnyOrderElementsOf(labelled(clips));
        assertThat(judgements.stream().filter(Judgement::isRight).count()).isGreaterThan(55);
        assertThat(judge(Protocol.leaveOneSpeakerOut(), clips)).isEqualTo(judgements);
    }

    @Test
    void aClassOfOneSpeakerCannotBeAnsweredIfThatSpeakerIsTested() {
        List<EmbeddedClip> clips = clips("ann", "ben");
        for (int take = 0; take < 4; take++) {
            clips.add(clip("ann", Emotion.HAPPY, take));
        }
        List<Judgement> judgements = judge(Protocol.leaveOneSpeakerOut(), clips);
        assertThat(judgements)
                .filteredOn(judgement -> judgement.truth().equals(Emotion.HAPPY))
                .hasSize(4)
                .noneMatch(Judgement::isRight)
                .allSatisfy(judgement -> assertThat(judgement.scores())
                        .filteredOn(score -> score.emotion().equals(Emotion.HAPPY))
                        .allMatch(score -> score.probability() == 0));
        assertThat(judgements)
                .allSatisfy(judgement -> assertThat(judgement.scores()).hasSize(3));
    }

    @Test
    void aFoldThatCannotBeTrainedIsRefusedByName() {
        List<EmbeddedClip> apart = List.of(
                clip("ann", BORED, 1), clip("ann", BORED, 2), clip("ben", Emotion.SAD, 1), clip("ben", Emotion.SAD, 2));
        assertThatThrownBy(() -> judge(Protocol.leaveOneSpeakerOut(), apart))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("in \"ann\"")
                .hasMessageContaining("at least two classes, but there are only those of sad");
        assertThatThrownBy(() -> HeadTrainer.train(List.of())).hasMessageContaining("but there are none");
    }

    @Test
    void aRecordingOnBothSidesIsALeak() {
        List<EmbeddedClip> clips = clips("ann", "ben");
        EmbeddedClip copy = clips.get(0);
        LabelledClip renamed = new LabelledClip(Path.of("other.wav"), "mine", "cem", "bored", "", Map.of());
        clips.add(EmbeddedClip.of(renamed, BORED, new float[8], copy.audio()));
        assertThatThrownBy(() -> judge(Protocol.leaveOneSpeakerOut(), clips))
                .hasMessageContaining("no recording may be on both sides of the split")
                .hasMessageContaining("other.wav");
    }

    @Test
    void clipsWithoutAnEmbeddingAreSkipped() {
        List<EmbeddedClip> clips = clips("ann", "ben");
        List<Fold> folds = Protocol.leaveOneSpeakerOut().folds(labelled(clips));
        assertThat(HeadTrial.judge(folds, clips.subList(1, clips.size()))).hasSize(39);
    }

    @Test
    void twoClipsOfOneUnnamedSpeakerAreEnough() {
        TrainedLayer layer = HeadTrainer.train(List.of(clip("", BORED, 1), clip("", Emotion.SAD, 1)));
        assertThat(layer.classes()).containsExactly(BORED, Emotion.SAD);
        assertThat(layer.temperature()).isEqualTo(1);
    }

    @Test
    void averageLogitsWeightClassesEquallyAndNeedAnAnswerForEach() {
        Answer sad = new Answer(new double[] {1, 4}, 0, Emotion.SAD);
        Answer sadder = new Answer(new double[] {2, 1}, 0, Emotion.SAD);
        Answer bored = new Answer(new double[] {-3, 3}, 1, BORED);
        Answer ofFewer = new Answer(new double[] {9, 9, 9}, 1, BORED);
        List<Emotion> classes = List.of(Emotion.SAD, BORED);
        AverageLogits average =
                AverageLogits.of(List.of(sad, sadder, bored, ofFewer), classes).orElseThrow();
        // Without their means, the sad clips have -0.5 and 0.5 on average, the bored one -3 and 3.
        assertThat(average.rows()).containsExactly(List.of(-0.5, 0.5), List.of(-3.0, 3.0));
        assertThat(average.mean()).containsExactly(-1.75, 1.75);
        assertThat(AverageLogits.of(List.of(sad, ofFewer), classes)).isEmpty();
        for (List<Double> wrong : List.of(List.of(1.0), List.of(1.0, Double.NaN))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new AverageLogits(List.of(List.of(0.0, 0.0), wrong)))
                    .withMessage("each of the 2 rows must have as many finite numbers, but one was " + wrong);
        }
        assertThat(HeadTrainer.train(clips("ann", "ben", "cem")).averageLogits())
                .hasValueSatisfying(logits -> assertThat(logits.mean()).hasSize(2));
    }
}
