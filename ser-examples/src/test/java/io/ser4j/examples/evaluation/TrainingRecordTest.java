package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.head.BaseModel;
import io.ser4j.head.LinearHead;
import io.ser4j.head.LinearLayer;
import io.ser4j.head.TrainingMarks;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingRecordTest {
    private static final AudioIdentity SILENCE = Clips.sound("0");

    @TempDir
    Path folder;

    private static LabelledClip tess(String name) {
        return CorpusLayout.TESS.clip(Path.of(name)).orElseThrow();
    }

    @Test
    void theListOfABundledModelRecognisesItsClipsInAnyFolderAndCodec() {
        TrainingRecord record = TrainingRecord.bundled("tess-lstm").orElseThrow();
        assertThat(record.of(tess("/data/TESS/oaf_angry/OAF_bar_angry.wav"), SILENCE))
                .isEqualTo(Familiarity.SEEN_CLIP);
        // A clip of the validation list, by which the epoch was chosen.
        assertThat(record.of(tess("OAF_bath_angry.wav"), SILENCE)).isEqualTo(Familiarity.SEEN_CLIP);
        assertThat(record.of(tess("OAF_base_angry.wav"), SILENCE)).isEqualTo(Familiarity.SEEN_SPEAKER);
        LabelledClip stranger =
                CorpusLayout.RAVDESS.clip(Path.of("03-01-05-01-01-01-01.wav")).orElseThrow();
        assertThat(record.of(stranger, SILENCE)).isEqualTo(Familiarity.UNSEEN_SPEAKER);
        assertThat(record.description())
                .startsWith("Training and validation of the model used 1,790 clips of 2 speakers");
        assertThat(TrainingRecord.bundled("loudness-demo")).isEmpty();
    }

    @Test
    void theNamesOfAManifestHideNothing() {
        TrainingRecord record = TrainingRecord.of(List.of("ravdess/Actor_14/03-01-05-01-01-01-14.opus"), List.of());
        for (String corpus : List.of("RAVDESS", "ravdess")) {
            for (String speaker : List.of("14", "Actor_14", "actor14", "ravdess-14", "14.0")) {
                assertThat(record.of(named("renamed.wav", corpus, speaker), SILENCE))
                        .isEqualTo(Familiarity.SEEN_SPEAKER);
            }
            assertThat(record.of(named("renamed.wav", corpus, "Actor_15"), SILENCE))
                    .isEqualTo(Familiarity.UNSEEN_SPEAKER);
        }
        for (String corpus : List.of("mine", "RAVDESS", "ravdess")) {
            for (String speaker : List.of("14", "", "ravdess-14")) {
                assertThat(record.of(named("03-02-05-01-01-01-14.wav", corpus, speaker), SILENCE))
                        .as("a song")
                        .isEqualTo(Familiarity.SEEN_SPEAKER);
                assertThat(record.of(named("03-01-05-01-01-01-14.wav", corpus, speaker), SILENCE))
                        .isEqualTo(Familiarity.SEEN_CLIP);
                assertThat(record.of(named("03-01-01-01-01-01-14.wav", corpus, speaker), SILENCE))
                        .isEqualTo(Familiarity.SEEN_SPEAKER);
            }
            assertThat(record.of(named("03-01-05-01-01-01-15.wav", corpus, "15"), SILENCE))
                    .isEqualTo(Familiarity.UNSEEN_SPEAKER);
        }
    }

    @Test
    void otherNamesAreNotMistakenForPublishedOnes() {
        TrainingRecord record = TrainingRecord.of(
                List.of("nemo/MK0_happiness_1.opus", "turev/happy/1234_mt_x.opus", "tess/OAF_bar_angry.wav"),
                List.of());
        for (String name : List.of("MK0_call_17.wav", "happy/1234_ab_x.wav", "OAF_bar_monday.wav")) {
            assertThat(record.of(named(name, "mine", "maria"), SILENCE)).isEqualTo(Familiarity.UNSEEN_SPEAKER);
        }
        assertThat(record.of(named("MK0_sadness_17.wav", "mine", "maria"), SILENCE))
                .isEqualTo(Familiarity.SEEN_SPEAKER);
    }

    private static AudioIdentity hashed(String sha256) {
        return new AudioIdentity(sha256, Optional.empty());
    }

    private static LabelledClip named(String name, String corpus, String speaker) {
        return new LabelledClip(Path.of("/data/all", name), corpus, speaker, "anger", "", Map.of());
    }

    @Test
    void hashesRecogniseARenamedCopy() {
        String hash = AudioHash.of(AudioClip.of(new float[] {0.5f, -0.25f}, 8_000));
        TrainingRecord record = TrainingRecord.of(List.of("tess/OAF_bar_angry.wav"), List.of(hash.substring(0, 16)));
        LabelledClip renamed = Clips.clip("mine", "me", "hello", 1);
        assertThat(record.of(renamed, hashed(hash))).isEqualTo(Familiarity.SEEN_CLIP);
        assertThat(record.of(renamed, hashed(hash.replace(hash.charAt(0), hash.charAt(0) == 'a' ? 'b' : 'a'))))
                .isEqualTo(Familiarity.UNSEEN_SPEAKER);
        assertThat(record.description()).contains("hashes of their samples");
    }

    @ParameterizedTest
    @ValueSource(strings = {"general", "tess-lstm"})
    void theHashesOfABundledModelAreThoseOfItsLists(String model) throws IOException {
        for (String part : List.of("train", "validation")) {
            String folder = "models/" + model + "/splits/" + part;
            String hashes = text(folder + HashList.SUFFIX);
            assertThat(HashList.belong(text(folder + ".txt"), hashes))
                    .as("the hashes of " + folder
                            + ".txt are those of another list; make them anew with ser.jar hashes")
                    .isTrue();
            assertThat(HashList.marks(hashes.lines().toList()))
                    .allMatch(mark -> mark.matches("[0-9a-f]{16}([0-9a-f]{64})?"));
        }
        assertThat(TrainingRecord.bundled(model).orElseThrow().description())
                .contains("hashes of their samples", "also by fingerprints");
    }

    /** The claim of {@link AudioFingerprint} on 38 million pairs: the distances of copies and of other pairs lie far apart. */
    @Test
    void copiesAndOtherPairsLieFarApart() throws IOException {
        List<AudioFingerprint> prints = new ArrayList<>();
        for (String part : List.of("train", "validation")) {
            HashList.marks(text("models/general/splits/" + part + HashList.SUFFIX)
                            .lines()
                            .toList())
                    .forEach(mark -> AudioIdentity.printOf(mark).ifPresent(prints::add));
        }
        int[] pairs = new int[AudioFingerprint.BITS + 1];
        for (int i = 0; i < prints.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs[prints.get(i).distance(prints.get(j))]++;
            }
        }
        assertThat(prints).hasSizeGreaterThan(8_700);
        assertThat(Arrays.stream(pairs, 0, 23).sum()).isEqualTo(57);
        assertThat(Arrays.stream(pairs, 23, 32).sum()).isZero();
    }

    @Test
    void twoRecordsTogetherRecogniseTheCopiesOfBoth() throws IOException {
        List<String> voices = List.of("voice-1-calm", "voice-2-brisk");
        List<TrainingRecord> records = new ArrayList<>();
        for (String voice : voices) {
            String mark = AudioIdentity.of(Clips.voice(voice)).mark();
            records.add(TrainingRecord.of(List.of(), List.of(mark.toUpperCase(Locale.ROOT))));
        }
        TrainingRecord both = records.get(0).and(records.get(1));
        LabelledClip renamed = Clips.clip("mine", "me", "hello", 1);
        for (String voice : voices) {
            AudioIdentity copy = AudioIdentity.of(Clips.copyOf(Clips.voice(voice)));
            assertThat(both.of(renamed, copy)).isEqualTo(Familiarity.SEEN_CLIP);
        }
        AudioIdentity other = AudioIdentity.of(Clips.voice("voice-3-high"));
        assertThat(both.of(renamed, other)).isEqualTo(Familiarity.UNKNOWN_SPEAKER);
        assertThat(records.get(0).description()).contains("1 also by fingerprints");
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = OnnxModels.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void hashesAreWrittenBesideTheirListAndBelongToItOnly() throws IOException {
        Path samples = Path.of("samples").toAbsolutePath();
        Path list = Files.writeString(folder.resolve("train.txt"), "voice-1-calm.wav\n\nvoice-4-low.wav\n");
        Path written = HashList.write(samples, list, 2, success -> {});
        assertThat(written).hasFileName("train.hashes.txt");
        AudioIdentity last = AudioIdentity.of(AudioClip.read(samples.resolve("voice-4-low.wav")));
        assertThat(last.mark()).startsWith(AudioHash.mark(last.sha256()));
        assertThat(HashList.marks(Files.readAllLines(written))).hasSize(2).endsWith(last.mark());
        assertThat(HashList.belong(Files.readString(list), Files.readString(written)))
                .isTrue();
        assertThat(HashList.belong("voice-1-calm.wav\n", Files.readString(written)))
                .isFalse();
        Files.writeString(list, "nobody.wav\n");
        assertThatThrownBy(() -> HashList.write(samples, list, 1, success -> {}))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("1 is not: ")
                .hasMessageContaining("nobody.wav");
    }

    @Test
    void anUnnamedSpeakerIsNotCalledUnseen() {
        TrainingRecord record = TrainingRecord.of(List.of("tess/OAF_bar_angry.wav"), List.of());
        assertThat(record.of(Clips.clip("mine", "", "hello", 1), SILENCE)).isEqualTo(Familiarity.UNKNOWN_SPEAKER);
    }

    @Test
    void nobodyIsCalledUnseenIfSpeakersOrClipsAreNotOnRecord() {
        LabelledClip clip = Clips.clip("mine", "ben", "hello", 1);
        String mark = AudioHash.mark(AudioHash.of(AudioClip.of(new float[] {0.5f, -0.25f}, 8_000)));
        String nobody = TrainingRecord.speakerMark("");
        String ann = TrainingRecord.speakerMark("ann");
        for (List<String> speakers : List.of(List.<String>of(), List.of(nobody), List.of(nobody, ann))) {
            TrainingRecord record = TrainingRecord.of(head(new TrainingMarks(List.of(mark), speakers)));
            assertThat(record.of(clip, SILENCE)).isEqualTo(Familiarity.UNKNOWN_SPEAKER);
            assertThat(record.description())
                    .endsWith(
                            "used 1 clip of speakers who are not all on record, recognised here by hashes of their samples:"
                                    + " a renamed copy in another encoding would go unnoticed.");
        }
        TrainingRecord whole = TrainingRecord.of(head(new TrainingMarks(List.of(mark), List.of(ann))));
        assertThat(whole.of(clip, SILENCE)).isEqualTo(Familiarity.UNSEEN_SPEAKER);
        TrainingRecord onUnknown = whole.and(TrainingRecord.unknown("mine.onnx"));
        assertThat(onUnknown.of(clip, SILENCE)).isEqualTo(Familiarity.UNKNOWN);
        assertThat(onUnknown.of(Clips.clip("mine", "ann", "hello", 1), SILENCE)).isEqualTo(Familiarity.SEEN_SPEAKER);
        assertThat(onUnknown.description())
                .contains("It is not known whether mine.onnx was trained on these clips or speakers");
        TrainingRecord byCode = TrainingRecord.of(head(new TrainingMarks(List.of(), List.of())));
        assertThat(byCode.of(clip, SILENCE)).isEqualTo(Familiarity.UNKNOWN);
        TrainingRecord strange = TrainingRecord.of(List.of("tess/OAF_bar_angry.wav", "mine/x1.wav"), List.of());
        assertThat(strange.of(clip, SILENCE)).isEqualTo(Familiarity.UNKNOWN_SPEAKER);
        assertThat(strange.of(named("x1.flac", "c", "ben"), SILENCE)).isEqualTo(Familiarity.SEEN_CLIP);
    }

    private static LinearHead head(TrainingMarks marks) {
        return LinearHead.of(
                ModelSpec.of("mine", List.of(Emotion.SAD, Emotion.HAPPY), 16_000),
                new BaseModel("tess-lstm", "1", ""),
                LinearLayer.of(new double[1], new double[] {1}, new double[2][1], new double[2]),
                marks);
    }

    @Test
    void aHeadRecognisesItsClipsAndSpeakersByTheirMarks() {
        String hash = AudioHash.of(AudioClip.of(new float[] {0.5f, -0.25f}, 8_000));
        TrainingMarks marks =
                new TrainingMarks(List.of(AudioHash.mark(hash)), List.of(TrainingRecord.speakerMark("ann")));
        LinearHead head = head(marks);
        TrainingRecord record =
                TrainingRecord.of(head).and(TrainingRecord.bundled("tess-lstm").orElseThrow());
        assertThat(record.of(Clips.clip("c", "me", "t", 1), hashed(hash))).isEqualTo(Familiarity.SEEN_CLIP);
        assertThat(record.of(Clips.clip("c", "ann", "t", 1), SILENCE)).isEqualTo(Familiarity.SEEN_SPEAKER);
        assertThat(record.of(Clips.clip("c", "ben", "t", 1), SILENCE)).isEqualTo(Familiarity.UNSEEN_SPEAKER);
        assertThat(record.of(tess("OAF_base_angry.wav"), SILENCE)).isEqualTo(Familiarity.SEEN_SPEAKER);
        TrainingRecord berlin =
                TrainingRecord.of(head(new TrainingMarks(List.of(), List.of(TrainingRecord.speakerMark("emodb-03")))));
        assertThat(berlin.of(named("03a01Fa.wav", "mine", "03"), SILENCE)).isEqualTo(Familiarity.SEEN_SPEAKER);
        assertThat(record.description())
                .startsWith(
                        "The head classifies embeddings of tess-lstm, version 1; the headings say what either was trained on."
                                + " The training of the head used 1 clip of 1 speaker (hashes")
                .contains("1,790 clips");
    }

    @Test
    void theHashIsThatOfTheSixteenBitSamples() {
        // hashlib.sha256(numpy.array([16384, -8192, 32767, -32768], "<i2").tobytes())
        AudioClip mono = AudioClip.of(new float[] {0.5f, -0.25f, 1, -1}, 8_000);
        assertThat(AudioHash.of(mono)).isEqualTo("9bdc93a782d7bcf217259a96c3bcbaa544acb3375e61041edcd2e3ccf981120d");
        AudioClip stereo = AudioClip.of(new float[] {0.5f, 0.5f, -0.25f, -0.25f, 1, 1, -1, -1}, 44_100, 2);
        assertThat(AudioHash.of(stereo)).isEqualTo(AudioHash.of(mono));
        assertThat(AudioHash.of(AudioClip.of(new float[] {0.5f, -0.25f, 1}, 8_000)))
                .isNotEqualTo(AudioHash.of(mono));
    }
}
