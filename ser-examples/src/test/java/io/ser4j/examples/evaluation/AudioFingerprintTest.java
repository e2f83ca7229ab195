package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ser4j.AudioClip;
import io.ser4j.features.Resampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording is recognised in other encodings, and no other recording is mistaken for it. */
class AudioFingerprintTest {
    private static final List<String> SAMPLES =
            List.of("voice-1-calm", "voice-2-brisk", "voice-3-high", "voice-4-low", "voice-5-word");

    private static AudioFingerprint print(AudioClip clip) {
        return AudioFingerprint.of(clip).orElseThrow();
    }

    private static AudioClip noise(int samples, long seed) {
        Random random = new Random(seed);
        return signal(samples, i -> 0.2 * random.nextGaussian());
    }

    private static AudioClip signal(int samples, IntToDoubleFunction value) {
        float[] signal = new float[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = (float) value.applyAsDouble(i);
        }
        return AudioClip.of(signal, 16_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 11_025, 22_050, 44_100, 48_000})
    void anotherRateIsACopy(int rateHz) throws IOException {
        for (String name : SAMPLES) {
            AudioClip clip = Clips.voice(name);
            AudioClip other = Resampler.between(clip.sampleRateHz(), rateHz).resample(clip);
            assertThat(print(other).distance(print(clip))).as(name).isLessThan(AudioFingerprint.MAX_DIFFERENT / 2);
        }
    }

    @Test
    void volumeSilenceAroundItChannelsAndCoarseSamplesMakeACopy() throws IOException {
        for (String name : SAMPLES) {
            AudioClip clip = Clips.voice(name);
            float[] mono = clip.toMono();
            float[] padded = new float[mono.length + 30_000];
            float[] coarse = new float[mono.length];
            float[] stereo = new float[2 * mono.length];
            float[] shifted = new float[mono.length];
            for (int i = 0; i < mono.length; i++) {
                padded[i + 7_777] = 0.1f * mono[i];
                coarse[i] = Math.round(mono[i] * 127) / 127f;
                shifted[i] = 0.5f * mono[i] + 0.05f;
                stereo[2 * i] = mono[i];
                stereo[2 * i + 1] = mono[i];
            }
            int rate = clip.sampleRateHz();
            assertThat(List.of(
                            AudioClip.of(padded, rate),
                            AudioClip.of(coarse, rate),
                            AudioClip.of(shifted, rate),
                            AudioClip.of(stereo, rate, 2)))
                    .as(name)
                    .allMatch(copy -> print(copy).isCopyOf(print(clip)));
        }
    }

    @Test
    void otherVoicesAndOtherNoiseAreNotCopies() throws IOException {
        List<AudioFingerprint> prints = new ArrayList<>();
        for (String name : SAMPLES) {
            prints.add(print(Clips.voice(name)));
        }
        for (int seed = 0; seed < 20; seed++) {
            prints.add(print(noise(16_000, seed)));
        }
        for (int i = 0; i < prints.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(prints.get(i).distance(prints.get(j))).isGreaterThan(2 * AudioFingerprint.MAX_DIFFERENT);
            }
        }
    }

    @Test
    void soundsThatHardlyChangeHaveNone() {
        assertThat(AudioFingerprint.of(signal(16_000, i -> 0))).isEmpty();
        assertThat(AudioFingerprint.of(signal(16_000, i -> 0.5))).isEmpty();
        assertThat(AudioFingerprint.of(signal(1, i -> 0.5))).isEmpty();
        assertThat(AudioFingerprint.of(signal(160, i -> 0.5 * Math.sin(i)))).isEmpty();
        assertThat(AudioFingerprint.of(signal(16_000, i -> 0.5 * Math.sin(0.3 * i))))
                .isEmpty();
    }

    @Test
    void digitsRestoreTheFingerprint() {
        AudioFingerprint print = print(noise(16_000, 1));
        assertThat(print.toString()).matches("[0-9a-f]{64}");
        assertThat(AudioFingerprint.parse(print.toString())).isEqualTo(print).hasSameHashCodeAs(print);
        AudioFingerprint other = print(noise(16_000, 2));
        assertThat(AudioFingerprint.parse(other.toString()).distance(print)).isEqualTo(other.distance(print));
        assertThatThrownBy(() -> AudioFingerprint.parse("00")).hasMessageContaining("64 hexadecimal digits");
        assertThatThrownBy(() -> AudioFingerprint.parse("x".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyThreadsComputeTheSame() throws IOException {
        List<AudioClip> clips = new ArrayList<>();
        for (String name : SAMPLES) {
            clips.add(Clips.voice(name));
            clips.add(Clips.copyOf(Clips.voice(name)));
        }
        List<AudioFingerprint> alone =
                clips.stream().map(AudioFingerprintTest::print).toList();
        assertThat(IntStream.range(0, 200).parallel().mapToObj(i -> print(clips.get(i % clips.size()))))
                .isEqualTo(IntStream.range(0, 200)
                        .mapToObj(i -> alone.get(i % clips.size()))
                        .toList());
    }

    /** ASED has one recording under two speakers; RAVDESS gives one take of actor 7 twice. */
    @Test
    void realCorporaHoldCopies() throws IOException {
        String root = System.getenv("SER4J_CORPORA");
        assumeTrue(root != null, "SER4J_CORPORA names no folder with corpora");
        List<String> files = List.of(
                "ased/n1-05-01-02-52.opus",
                "ased/n1-05-02-02-45.opus",
                "ravdess/Actor_07/03-01-03-01-02-01-07.opus",
                "ravdess/Actor_07/03-01-03-01-02-02-07.opus",
                "ravdess/Actor_07/03-01-03-01-01-01-07.opus");
        assumeTrue(files.stream().allMatch(file -> Files.exists(Path.of(root, file))), "no ASED or RAVDESS");
        AudioFingerprint[] prints = new AudioFingerprint[files.size()];
        for (int i = 0; i < prints.length; i++) {
            prints[i] = print(AudioClip.read(Path.of(root, files.get(i))));
        }
        List<Boolean> copies = new ArrayList<>();
        for (int i = 0; i < prints.length - 1; i++) {
            copies.add(prints[i].isCopyOf(prints[i + 1]));
        }
        assertThat(copies).containsExactly(true, false, true, false);
    }
}
