package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrontEndsTest {
    private static final int RATE_HZ = 22_050;

    /** The front end of the notebook's model: mean MFCCs of seconds 0.5 to 3.5. */
    static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("frontend", "mfcc");
        properties.put("frontend.offset_seconds", "0.5");
        properties.put("frontend.duration_seconds", "3.0");
        properties.put("frontend.minimum_seconds", "0.5");
        properties.put("frontend.fft_size", "2048");
        properties.put("frontend.window_samples", "2048");
        properties.put("frontend.hop_samples", "512");
        properties.put("frontend.window", "hann");
        properties.put("frontend.pad_mode", "zero");
        properties.put("frontend.mel_bands", "128");
        properties.put("frontend.f_min_hz", "0.0");
        properties.put("frontend.f_max_hz", "11025.0");
        properties.put("frontend.mel_scale", "slaney");
        properties.put("frontend.mel_norm", "slaney");
        properties.put("frontend.db_ref", "1.0");
        properties.put("frontend.db_amin", "1e-10");
        properties.put("frontend.db_top", "80.0");
        properties.put("frontend.coefficients", "40");
        properties.put("frontend.dct_norm", "ortho");
        properties.put("frontend.lifter", "0");
        properties.put("frontend.pooling", "mean");
        properties.put("frontend.layout", "pooled_as_sequence");
        return properties;
    }

    @Test
    void poolsTheStretchAtItsOwnRate() {
        AudioClip clip = chirp(4 * RATE_HZ, RATE_HZ);
        float[] stretch = new float[3 * RATE_HZ];
        clip.copyMono(RATE_HZ / 2, stretch, 0, stretch.length);
        Tensor mfcc = Mfcc.of(MfccConfig.librosa()).compute(AudioClip.of(stretch, RATE_HZ));
        Tensor pooled = FrontEnds.fromProperties(RATE_HZ, properties()).apply(clip);

        assertThat(pooled.shape()).containsExactly(1, 40, 1);
        assertThat(pooled.toArray()).containsExactly(Pooling.MEAN.apply(mfcc).toArray(), within(1e-4f));
    }

    @Test
    void givesFramesWhereNothingIsPooled() {
        Map<String, String> properties = properties();
        properties.put("frontend.pooling", "none");
        properties.put("frontend.layout", "frames");
        properties.put("frontend.offset_seconds", "0");
        properties.put("frontend.duration_seconds", "inf");
        AudioClip clip = chirp(10_000, RATE_HZ);
        Tensor frames = FrontEnds.fromProperties(RATE_HZ, properties).apply(clip);

        assertThat(frames.shape()).containsExactly(1, 20, 40);
        assertThat(frames.toArray())
                .isEqualTo(Mfcc.of(MfccConfig.librosa()).compute(clip).toArray())
                .isEqualTo(FrontEnds.mfcc(MfccConfig.librosa()).apply(clip).toArray());
    }

    @ParameterizedTest
    @CsvSource({"mean, pooled_as_sequence", "none, frames"})
    void normalises(String pooling, String layout) {
        Map<String, String> properties = properties();
        properties.put("frontend.pooling", pooling);
        properties.put("frontend.layout", layout);
        AudioClip clip = chirp(RATE_HZ, RATE_HZ);
        float[] plain =
                FrontEnds.fromProperties(RATE_HZ, properties).apply(clip).toArray();
        properties.put("normaliser.mean", "1.5" + ",0".repeat(38) + ",-1");
        properties.put("normaliser.deviation", "4.0" + ",1".repeat(38) + ",2");
        float[] normalised =
                FrontEnds.fromProperties(RATE_HZ, properties).apply(clip).toArray();

        for (int i = 0; i < plain.length; i++) {
            float expected = i % 40 == 0 ? (plain[i] - 1.5f) / 4 : i % 40 == 39 ? (plain[i] + 1) / 2 : plain[i];
            assertThat(normalised[i]).isCloseTo(expected, within(1e-4f));
        }
    }

    @Test
    void removesAConstantIfTheModelSaysSo() {
        Map<String, String> properties = properties();
        float[] voice = chirp(30_000, RATE_HZ).toMono();
        float[] shifted = new float[voice.length];
        for (int i = 0; i < voice.length; i++) {
            shifted[i] = voice[i] + 0.25f;
        }
        AudioClip clip = AudioClip.of(shifted, RATE_HZ);
        float[] kept = FrontEnds.fromProperties(RATE_HZ, properties).apply(clip).toArray();
        properties.put("frontend.dc_seconds", "0");
        assertThat(FrontEnds.fromProperties(RATE_HZ, properties).apply(clip).toArray())
                .containsExactly(kept);
        properties.put("frontend.dc_seconds", "0.3");
        FrontEnd removing = FrontEnds.fromProperties(RATE_HZ, properties);
        float[] removed = removing.apply(clip).toArray();

        assertThat(removed)
                .containsExactly(removing.apply(AudioClip.of(voice, RATE_HZ)).toArray(), within(0.01f));
        assertThat(removed[0]).isNotCloseTo(kept[0], within(10f));
    }

    @Test
    void resamplesAnotherRateAndMixesChannels() {
        float[] expected = FrontEnds.mfcc(MfccConfig.librosa())
                .apply(chirp(22_050, RATE_HZ))
                .toArray();
        float[] mono = chirp(48_000, 48_000).toMono();
        float[] both = new float[2 * 48_000];
        for (int i = 0; i < both.length; i++) {
            both[i] = mono[i / 2];
        }
        Tensor actual = FrontEnds.mfcc(MfccConfig.librosa()).apply(AudioClip.of(both, 48_000, 2));

        assertThat(actual.shape()).containsExactly(1, 44, 40);
        // Frames away from the ends, where the chirp stays below what the resampler cuts off.
        for (int i = 3 * 40; i < 40 * 40; i++) {
            assertThat(actual.get(i)).isCloseTo(expected[i], within(2f));
        }
    }

    @Test
    void refusesARateFarBeyondTheModelsAsBadAudio() {
        AudioClip clip = AudioClip.of(new float[100], 50_000_000);
        assertThatThrownBy(() -> FrontEnds.mfcc(MfccConfig.librosa()).apply(clip))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("22050 Hz")
                .hasMessageContaining("50000000 Hz");
    }

    @Test
    void refusesWhatIsTooLongToBeHeardAtOnceAsBadAudio() {
        FrontEnd frontEnd = FrontEnds.mfcc(MfccConfig.librosa());
        assertThatThrownBy(() -> frontEnd.apply(AudioClip.of(new float[200_000], 1)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage(
                        "a clip must be at most 7200 s long, but was 200000.0 s; use windows for longer recordings");
    }

    @Test
    void refusesRatesWithoutAVoice() {
        FrontEnd frontEnd = FrontEnds.mfcc(MfccConfig.librosa());
        WindowPlan plan = new WindowPlan(1378, 1378, 1378);
        for (ThrowingCallable use : List.<ThrowingCallable>of(
                () -> frontEnd.apply(AudioClip.of(new float[1378], 1378)), () -> frontEnd.windows(plan))) {
            assertThatThrownBy(use)
                    .isInstanceOf(InvalidAudioException.class)
                    .hasMessage(
                            "the sample rate of the clip must be at least 1/16 of the model's 22050 Hz, but was 1378 Hz");
        }
        assertThat(frontEnd.apply(AudioClip.of(new float[1379], 1379)).dimension(1))
                .isEqualTo(44);
    }

    /** At a rate of 1 Hz, where the limits take little memory. */
    @Test
    void takesTheLongestClipAndTheHighestRate() {
        FrontEnd frontEnd = FrontEnds.mfcc(new MfccConfig(
                new StftConfig(2, 2, 1, Window.HANN, PadMode.ZERO),
                new MelConfig(1, 1, 0, 0.5, MelScale.HTK, MelNorm.NONE),
                DecibelConfig.librosa(),
                1,
                DctNorm.ORTHO,
                0));
        assertThat(frontEnd.apply(AudioClip.of(new float[7200], 1)).shape()).containsExactly(1, 7201, 1);
        assertThatThrownBy(() -> frontEnd.apply(AudioClip.of(new float[7201], 1)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("7201.0 s");
        assertThat(frontEnd.apply(AudioClip.of(new float[3000], 1000)).shape()).containsExactly(1, 4, 1);
        assertThatThrownBy(() -> frontEnd.apply(AudioClip.of(new float[3000], 1001)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("at most 1000 times the model's 1 Hz, but was 1001 Hz");
    }

    /** Of a clip, up to the end of its stretch; of a window, which has none, all. */
    @Test
    void saysHowMuchItUses() {
        FrontEnd frontEnd = FrontEnds.fromProperties(RATE_HZ, properties());

        assertThat(frontEnd.longestSeconds()).isEqualTo(3.5);
        assertThat(frontEnd.windows(new WindowPlan(RATE_HZ, RATE_HZ, RATE_HZ)).longestSeconds())
                .isInfinite();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 22_050, 24_414, 96_000, 768_000})
    void takesASingleSampleOfAnyRate(int rateHz) {
        Tensor pooled = FrontEnds.fromProperties(RATE_HZ, properties()).apply(AudioClip.of(new float[] {0.5f}, rateHz));

        for (int i = 0; i < pooled.size(); i++) {
            assertThat(pooled.get(i)).isFinite();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // samples, rate, first, count: offset 0.5 s, duration 3 s, minimum 1 s
        "24414, 24414, 0, 24414",
        "30000, 24414, 5586, 24414",
        "36621, 24414, 12207, 24414",
        "36622, 24414, 12207, 24415",
        "200000, 24414, 12207, 73242",
        "1, 24414, 0, 1",
        "100, 1, 0, 3",
        "3307, 1103, 551, 2756"
    })
    void cutsAsLibrosaLoads(int samples, int rateHz, int first, int count) {
        Stretch stretch = new Stretch(0.5, 3, 1);

        assertThat(stretch.first(samples, rateHz)).isEqualTo(first);
        assertThat(stretch.count(samples, rateHz)).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontend|wav2vec|frontend must be mfcc or logmel, but was \"wav2vec\"",
                "frontend.fft_size|2048.5|frontend.fft_size must be an integer, but was \"2048.5\"",
                "frontend.hop_samples|-160|hopSamples must lie in [1, 65536], but was -160",
                "frontend.window|kaiser|frontend.window must be one of [hann, hamming, blackman, rectangular]",
                "frontend.f_max_hz|12000|fMaxHz must be at most half of the sample rate 22050, but was 12000.0",
                "frontend.coefficients|129|coefficients must lie in [1, 128], but was 129",
                "frontend.db_top|NaN|topDb must be at least 0, but was NaN",
                "frontend.offset_seconds|-1|offset_seconds must be at least 0 and finite, but was -1.0",
                "frontend.offset_seconds|inf|offset_seconds must be at least 0 and finite, but was Infinity",
                "frontend.minimum_seconds|-1|minimum_seconds must be at least 0 and finite, but was -1.0",
                "frontend.duration_seconds|0|duration_seconds must be above 0, but was 0.0",
                "frontend.minimum_seconds|soon|frontend.minimum_seconds must be a number, but was \"soon\"",
                "frontend.pooling|sum|frontend.pooling must be one of [mean, deviation, minimum, maximum, median]",
                "frontend.layout|frames|frontend.layout must be pooled_as_sequence, but was \"frames\"",
                "frontend.colour|red|there were also [frontend.colour]",
                "normaliser.mean|1,2|normaliser.mean must be 40 numbers, one per coefficient, but was 2"
            })
    void refusesAWrongValueNamingIt(String key, String value, String message) {
        Map<String, String> properties = properties();
        properties.put(key, value);

        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesEachMissingKeyNamingIt() {
        for (String key : properties().keySet()) {
            Map<String, String> properties = properties();
            properties.remove(key);

            assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("must have the key " + key + ",");
        }
    }

    @Test
    void refusesANormaliserThatDividesByZeroIsNotFiniteOrLacksItsOtherHalf() {
        Map<String, String> properties = properties();
        properties.put("normaliser.mean", String.join(",", Collections.nCopies(40, "0")));
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("normaliser.deviation");

        properties.put("normaliser.deviation", String.join(",", Collections.nCopies(40, "0")));
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("deviation must be positive and finite, but number 0 was 0.0");

        properties.put("normaliser.deviation", "1,".repeat(39) + "inf");
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("deviation must be positive and finite, but number 39 was Infinity");

        properties.put("normaliser.mean", "0,".repeat(39) + "NaN");
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("mean must be finite, but number 39 was NaN");
    }

    @Test
    void leavesTheOtherKeysOfAModelFileAlone() {
        Map<String, String> properties = properties();
        FrontEnd without = FrontEnds.fromProperties(RATE_HZ, properties);
        properties.put("labels", "angry,sad");

        AudioClip clip = chirp(RATE_HZ, RATE_HZ);
        assertThat(FrontEnds.fromProperties(RATE_HZ, properties).apply(clip).toArray())
                .containsExactly(without.apply(clip).toArray());
    }

    /** A chirp from 100 Hz to 8 kHz within one second. */
    private static AudioClip chirp(int samples, int rateHz) {
        float[] values = new float[samples];
        for (int i = 0; i < samples; i++) {
            double t = (double) i / rateHz;
            values[i] = (float) (0.5 * Math.sin(2 * Math.PI * (100 * t + 3950 * t * t % 1)));
        }
        return AudioClip.of(values, rateHz);
    }
}
