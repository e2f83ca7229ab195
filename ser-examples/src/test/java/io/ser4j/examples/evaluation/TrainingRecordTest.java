package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRecordTest {
    private static LabelledClip tess(String name) {
        return CorpusLayout.TESS.clip(Path.of(name)).orElseThrow();
    }

    @Test
    void theBundledModelsListTellsItsClipsInAnyFolderAndCodec() {
        TrainingRecord record = TrainingRecord.bundled("tess-lstm").orElseThrow();
        assertThat(record.of(tess("/data/TESS/oaf_angry/OAF_bar_angry.wav"), "0"))
                .isEqualTo(Familiarity.SEEN_CLIP);
        // One of the validation list, which chose the epoch.
        assertThat(record.of(tess("OAF_bath_angry.wav"), "0")).isEqualTo(Familiarity.SEEN_CLIP);
        assertThat(record.of(tess("OAF_base_angry.wav"), "0")).isEqualTo(Familiarity.SEEN_SPEAKER);
        LabelledClip stranger =
                CorpusLayout.RAVDESS.clip(Path.of("03-01-05-01-01-01-01.wav")).orElseThrow();
        assertThat(record.of(stranger, "0")).isEqualTo(Familiarity.UNSEEN_SPEAKER);
        assertThat(record.description()).startsWith("1,790 clips of 2 speakers");
        assertThat(TrainingRecord.bundled("loudness-demo")).isEmpty();
    }

    @Test
    void hashesTellARenamedCopy() {
        String hash = AudioHash.of(AudioClip.of(new float[] {0.5f, -0.25f}, 8_000));
        TrainingRecord record = TrainingRecord.of(List.of("tess/OAF_bar_angry.wav"), List.of(hash.substring(0, 16)));
        LabelledClip renamed = Clips.clip("mine", "me", "hello", 1);
        assertThat(record.of(renamed, hash)).isEqualTo(Familiarity.SEEN_CLIP);
        assertThat(record.of(renamed, hash.replace(hash.charAt(0), hash.charAt(0) == 'a' ? 'b' : 'a')))
                .isEqualTo(Familiarity.UNSEEN_SPEAKER);
        assertThat(record.description()).contains("hashes of their samples");
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
