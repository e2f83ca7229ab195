package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.ModelException;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors' generator is golden/generate_logmel.py. */
class LogMelFrontEndTest {
    private static final int RATE_HZ = 16_000;
    private static final int HOP = 320;
    private static final int BANDS = 64;
    private static final String TWO = "band_centred,clip_centred";
    private static final String THREE = "band_centred,clip_centred,pitch";

    private static Map<String, String> properties(String channels) {
        Map<String, String> properties = new HashMap<>();
        properties.put("frontend", "logmel");
        properties.put("frontend.fft_size", "1024");
        properties.put("frontend.window_samples", "800");
        properties.put("frontend.hop_samples", "320");
        properties.put("frontend.window", "hann");
        properties.put("frontend.pad_mode", "zero");
        properties.put("frontend.mel_bands", "64");
        properties.put("frontend.f_min_hz", "50.0");
        properties.put("frontend.f_max_hz", "7600.0");
        properties.put("frontend.mel_scale", "slaney");
        properties.put("frontend.mel_norm", "slaney");
        properties.put("frontend.db_ref", "1.0");
        properties.put("frontend.db_amin", "1e-10");
        properties.put("frontend.db_top", "60.0");
        properties.put("frontend.trim_db", "40.0");
        properties.put("frontend.trim_from_band", "1");
        properties.put("frontend.trim_margin_frames", "4");
        properties.put("frontend.minimum_frames", "16");
        properties.put("frontend.maximum_frames", "40");
        properties.put("frontend.deviation_floor", "1.0");
        properties.put("frontend.layout", "frames_bands_channels");
        properties.put("frontend.channels", channels);
        if (channels.contains("pitch")) {
            properties.put("frontend.pitch_bands", "64");
            properties.put("frontend.pitch_min_hz", "60.0");
            properties.put("frontend.pitch_max_hz", "550.0");
            properties.put("frontend.pitch_from_hz", "50.0");
            properties.put("frontend.pitch_to_hz", "4000.0");
            properties.put("frontend.pitch_floor", "1e-08");
        }
        return properties;
    }

    /** As the bundled model has it, but for the number of frames. */
    private static FrontEnd bundledFrontEnd() {
        Map<String, String> properties = properties("clip_centred");
        String numbers =
                "dc_seconds=0.5 fft_size=512 window_samples=400 hop_samples=160 mel_bands=80 f_min_hz=0.0 f_max_hz=8000.0"
                        + " db_top=80.0 trim_from_band=3 trim_margin_frames=8 minimum_frames=32 trim_noise_db=12.0"
                        + " trim_noise_frames=8 trim_noise_share=0.05 trim_noise_margin_frames=14";
        for (String number : numbers.split(" ")) {
            String[] parts = number.split("=");
            properties.put("frontend." + parts[0], parts[1]);
        }
        return FrontEnds.fromProperties(RATE_HZ, properties);
    }

    private static FrontEnd frontEnd(String channels) {
        return FrontEnds.fromProperties(RATE_HZ, properties(channels));
    }

    static List<String> signals() {
        return List.of(
                "chirp",
                "between-silences",
                "between-hum",
                "between-noise",
                "long",
                "silent-middle",
                "short",
                "one",
                "nothing",
                "voice",
                "no-fundamental",
                "noise",
                "click");
    }

    @ParameterizedTest
    @MethodSource("signals")
    void equalsTheTrainingCodeAsTheBundledModelHasIt(String name) throws IOException {
        float[] expected = read(name + ".bundled.f32");
        Tensor actual = bundledFrontEnd().apply(clip(name));

        assertThat(actual.shape()).containsExactly(1, expected.length / 80, 80, 1);
        assertThat(actual.toArray()).containsExactly(expected, within(2e-5f));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void equalsTheTrainingCode(String name) throws IOException {
        float[] expected = read(name + ".out.f32");
        Tensor actual = frontEnd(THREE).apply(clip(name));

        assertThat(actual.shape()).containsExactly(1, expected.length / (3 * BANDS), BANDS, 3);
        for (int channel = 0; channel < 3; channel++) {
            assertThat(channel(actual.toArray(), channel, 3))
                    .as("channel " + channel)
                    .containsExactly(channel(expected, channel, 3), within(channel == 2 ? 1e-7f : 2e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, "pitch", "pitch,band_centred", "clip_centred,pitch,band_centred"})
    void aChannelIsTheSameWhateverStandsBesideIt(String channels) throws IOException {
        String[] names = channels.split(",");
        Tensor all = frontEnd(THREE).apply(clip("voice"));
        Tensor some = frontEnd(channels).apply(clip("voice"));

        assertThat(some.shape()).containsExactly(1, all.dimension(1), BANDS, names.length);
        for (int channel = 0; channel < names.length; channel++) {
            int place = List.of(THREE.split(",")).indexOf(names[channel]);
            assertThat(channel(some.toArray(), channel, names.length))
                    .containsExactly(channel(all.toArray(), place, 3));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.5})
    void theLevelMakesNoDifference(double gain) throws IOException {
        float[] signal = read("chirp.in.f32");
        float[] scaled = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            scaled[i] = (float) (gain * signal[i]);
        }
        FrontEnd frontEnd = frontEnd(THREE);
        assertThat(frontEnd.apply(AudioClip.of(scaled, RATE_HZ)).toArray())
                .containsExactly(frontEnd.apply(AudioClip.of(signal, RATE_HZ)).toArray(), within(1e-4f));
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void aRecordingWithinOneWindowIsTheClip(String channels) throws IOException {
        float[] signal = read("between-silences.in.f32");
        WindowPlan plan = new WindowPlan(RATE_HZ, 2 * RATE_HZ, RATE_HZ);
        assertSame(
                windows(channels, plan, signal, signal.length),
                List.of(frontEnd(channels).apply(AudioClip.of(signal, RATE_HZ))));
    }

    /** With silence where one window meets the next, the frames at their ends see what those of a clip see: nothing. */
    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void windowsAreTheClipsCutOutThere(String channels) throws IOException {
        int length = 30 * HOP;
        float[] voice = read("voice.in.f32");
        float[] signal = new float[5 * length];
        for (int start = 0; start < signal.length; start += length) {
            // Of each window another part, of another length.
            System.arraycopy(voice, start / 10, signal, start + 2 * HOP, length - 4 * HOP - start / 8);
        }
        List<Tensor> clips = new ArrayList<>();
        for (int start = 0; start < signal.length; start += length) {
            float[] cut = Arrays.copyOfRange(signal, start, start + length);
            clips.add(frontEnd(channels).apply(AudioClip.of(cut, RATE_HZ)));
        }
        for (int largestPiece : new int[] {1, 100, 9000, signal.length}) {
            assertSame(windows(channels, new WindowPlan(RATE_HZ, length, length), signal, largestPiece), clips);
        }
    }

    @ParameterizedTest
    @CsvSource({"16000, 8000, 1000", "8000, 4000, 1500", "44100, 22050, 5000"})
    void piecesOfAnySizeGiveTheSameBits(int rateHz, int window, int hop) throws IOException {
        WindowPlan plan = new WindowPlan(rateHz, window, hop);
        float[] signal = read("long.in.f32");
        List<Tensor> whole = windows(THREE, plan, signal, signal.length);

        assertThat(whole).isNotEmpty();
        for (int largestPiece : new int[] {1, 320, 5000}) {
            assertSame(windows(THREE, plan, signal, largestPiece), whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 44_100})
    void aConstantMakesNoDifferenceToTheBundledModel(int rateHz) throws IOException {
        float[] signal = read("between-silences.in.f32");
        float[] shifted = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            shifted[i] = signal[i] + 0.1f;
        }
        Tensor expected = bundledFrontEnd().apply(AudioClip.of(signal, rateHz));
        Tensor actual = bundledFrontEnd().apply(AudioClip.of(shifted, rateHz));

        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.toArray()).containsExactly(expected.toArray(), within(1e-3f));
        for (int largestPiece : new int[] {320, signal.length}) {
            WindowPlan plan = new WindowPlan(rateHz, 6 * rateHz, rateHz);
            assertSame(windows(bundledFrontEnd(), plan, shifted, largestPiece), List.of(actual));
        }
    }

    @Test
    void usesAsManySecondsAsItHasFrames() {
        FrontEnd frontEnd = frontEnd(TWO);
        assertThat(frontEnd.longestSeconds()).isEqualTo(40 * HOP / (double) RATE_HZ);
        assertThat(frontEnd.windows(new WindowPlan(8000, 8000, 8000)).longestSeconds())
                .isEqualTo(frontEnd.longestSeconds());
    }

    @Test
    void digitalSilenceIsZero() {
        assertThat(frontEnd(THREE)
                        .apply(AudioClip.of(new float[RATE_HZ], RATE_HZ))
                        .toArray())
                .containsOnly(0);
    }

    /** A third of a second of a telephone: nothing above 4 kHz, and the pitch is where it is in full sound. */
    @ParameterizedTest
    @CsvSource({"8000, 0.3", "8000, 1.0", "11025, 0.3", "16000, 0.3", "48000, 0.3"})
    void hearsThePitchOfShortClipsOfAnyRate(int rateHz, double seconds) {
        float[] samples = new float[(int) (seconds * rateHz)];
        for (int i = 0; i < samples.length; i++) {
            for (int harmonic = 1; harmonic * 200 < 3600; harmonic++) {
                samples[i] += (float) (0.1 / harmonic * Math.sin(2 * Math.PI * 200 * harmonic * i / rateHz));
            }
        }
        Tensor features = frontEnd(THREE).apply(AudioClip.of(samples, rateHz));
        float[] pitch = channel(features.toArray(), 2, 3);

        int frames = features.dimension(1);
        assertThat(frames).isEqualTo(Math.min(40, Math.max(16, (int) (seconds * 50) + 1)));
        for (float value : features.toArray()) {
            assertThat(value).isFinite();
        }
        for (int t = 3; t < 13; t++) {
            float[] row = Arrays.copyOfRange(pitch, t * BANDS, (t + 1) * BANDS);
            int loudest = 0;
            for (int band = 0; band < BANDS; band++) {
                assertThat(row[band]).isBetween(-1f, 1f);
                loudest = row[band] > row[loudest] ? band : loudest;
            }
            // 63 log(200 / 60) / log(550 / 60) = 34.2
            assertThat(loudest).isEqualTo(34);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontend.layout|bands|frontend.layout must be frames_bands_channels, but was \"bands\"",
                "frontend.channels|one|frontend.channels must be different ones of [band_centred, clip_centred, pitch]",
                "frontend.channels|pitch,pitch|separated by commas, but was \"pitch,pitch\"",
                "frontend.channels|pitch,|separated by commas, but was \"pitch,\"",
                "frontend.channels|band_centred|there were also [frontend.pitch_bands, frontend.pitch_floor,",
                "frontend.pitch_bands|32|frontend.pitch_bands must be as many as frontend.mel_bands, 64, but was 32",
                "frontend.pitch_bands|many|frontend.pitch_bands must be an integer, but was \"many\"",
                "frontend.pitch_min_hz|600|minHz must be positive and below maxHz 550.0, but was 600.0",
                "frontend.pitch_to_hz|8001|toHz must be at most half of the sample rate 16000, but was 8001.0",
                "frontend.pitch_floor|0|floor must be positive and finite, but was 0.0",
                "frontend.minimum_frames|41|minimum_frames must lie in [1, 40], but was 41",
                "frontend.maximum_frames|0|maximum_frames must lie in [1, 1000000], but was 0",
                "frontend.trim_margin_frames|-1|trim_margin_frames must lie in [0, 1000000], but was -1",
                "frontend.trim_from_band|64|trim_from_band must lie in [0, 63], but was 64",
                "frontend.dc_seconds|-1|dc_seconds must lie in [0.0, 10.0], but was -1.0",
                "frontend.trim_noise_db|-1|trim_noise_db must be at least 0 and finite, but was -1.0",
                "frontend.trim_noise_share|1|trim_noise_share must lie in [0, 1), but was 1.0",
                "frontend.trim_noise_frames|1.5|frontend.trim_noise_frames must be an integer, but was \"1.5\"",
                "frontend.trim_db|-3|trim_db must be at least 0, but was -3.0",
                "frontend.deviation_floor|0|deviation_floor must be positive and finite, but was 0.0"
            })
    void refusesAWrongValueNamingIt(String key, String value, String message) {
        Map<String, String> properties = properties(THREE);
        properties.put(key, value);
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {TWO, THREE})
    void refusesEachMissingKeyNamingIt(String channels) {
        for (String key : properties(channels).keySet()) {
            Map<String, String> properties = properties(channels);
            properties.remove(key);
            assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("must have the key " + key + ",");
        }
    }

    @Test
    void refusesWhatWouldTakeMuchMemory() {
        Map<String, String> properties = properties(TWO);
        properties.put("frontend.mel_bands", "4000");
        properties.put("frontend.maximum_frames", "300000");
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(
                        "maximum_frames must be at most 2097 of 4000 bands and 2 channels, but was 300000");
    }

    private static List<Tensor> windows(String channels, WindowPlan plan, float[] signal, int largestPiece) {
        return windows(frontEnd(channels), plan, signal, largestPiece);
    }

    private static List<Tensor> windows(FrontEnd frontEnd, WindowPlan plan, float[] signal, int largestPiece) {
        FeatureWindows windows = frontEnd.windows(plan);
        List<Tensor> tensors = new ArrayList<>();
        for (int done = 0; done < signal.length; ) {
            int count = Math.min(largestPiece, signal.length - done);
            windows.push(signal, done, count);
            done += count;
            while (windows.ready()) {
                tensors.add(windows.next());
            }
        }
        windows.end();
        while (windows.ready()) {
            tensors.add(windows.next());
        }
        return tensors;
    }

    private static void assertSame(List<Tensor> actual, List<Tensor> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int k = 0; k < expected.size(); k++) {
            assertThat(actual.get(k).shape()).containsExactly(expected.get(k).shape());
            assertThat(actual.get(k).toArray()).containsExactly(expected.get(k).toArray());
        }
    }

    private static float[] channel(float[] values, int channel, int channels) {
        float[] picked = new float[values.length / channels];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[i * channels + channel];
        }
        return picked;
    }

    private static AudioClip clip(String name) throws IOException {
        return AudioClip.of(read(name + ".in.f32"), RATE_HZ);
    }

    private static float[] read(String name) throws IOException {
        try (InputStream in = LogMelFrontEndTest.class.getResourceAsStream("/golden/logmel/" + name)) {
            FloatBuffer floats = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            return values;
        }
    }
}
