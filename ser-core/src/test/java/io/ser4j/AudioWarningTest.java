package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioWarning.Type;
import io.ser4j.internal.SignalMeters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each type of warning, for generated audio on both sides of its limit. */
class AudioWarningTest {
    private static final int RATE = 16_000;

    private static List<AudioWarning> warnings(float[] samples, int rate) {
        return new SignalMeters(VoiceActivityConfig.defaults())
                .measure(AudioClip.of(samples, rate))
                .warnings();
    }

    private static Optional<AudioWarning> warning(Type type, float[] samples) {
        return warnings(samples, RATE).stream()
                .filter(warning -> warning.type() == type)
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {11_025, 16_000, 22_050, 44_100, 48_000})
    void aCleanVoiceHasNone(int rate) {
        assertThat(warnings(Signals.voice(rate, 2), rate)).isEmpty();
    }

    @Test
    void silent() {
        assertThat(warning(Type.SILENT, new float[RATE])).contains(new AudioWarning(Type.SILENT, 0, 0.1));
        float[] click = new float[RATE];
        click[8000] = 1;
        assertThat(warning(Type.SILENT, click)).isPresent();
        AudioWarning short80 = warning(Type.SILENT, Signals.voice(RATE, 0.08)).orElseThrow();
        assertThat(short80.measured()).isCloseTo(0.08, within(1e-9));
        assertThat(warning(Type.SILENT, Signals.voice(RATE, 0.12))).isEmpty();
        assertThat(warning(Type.SILENT, Signals.joined(new float[RATE], Signals.voice(RATE, 0.2), new float[RATE])))
                .isEmpty();
    }

    @Test
    void tooShort() {
        assertThat(warning(Type.TOO_SHORT, Signals.voice(RATE, 0.2999)))
                .contains(new AudioWarning(Type.TOO_SHORT, 4798.0 / RATE, 0.3));
        assertThat(warning(Type.TOO_SHORT, Signals.voice(RATE, 0.3))).isEmpty();
    }

    @Test
    void littleOfAVoice() {
        float[] quiet = new float[RATE];
        AudioWarning little = warning(Type.LITTLE_VOICE, Signals.joined(quiet, Signals.voice(RATE, 0.2), quiet))
                .orElseThrow();
        assertThat(little.measured()).isBetween(0.18, 0.27);
        assertThat(little.limit()).isEqualTo(0.3);
        assertThat(warning(Type.LITTLE_VOICE, Signals.joined(quiet, Signals.voice(RATE, 0.4), quiet)))
                .isEmpty();
        assertThat(warnings(Signals.joined(quiet, quiet), RATE))
                .as("no voice at all")
                .extracting(AudioWarning::type)
                .containsExactly(Type.SILENT);
        assertThat(warnings(Signals.voice(RATE, 0.2), RATE))
                .as("nothing but a short voice")
                .extracting(AudioWarning::type)
                .containsExactly(Type.TOO_SHORT);
    }

    @Test
    void aSentenceNeverComparesEqualNumbers() {
        assertThat(new AudioWarning(Type.TOO_SHORT, 0.29988, 0.3))
                .hasToString("too short: 0.2999 s, less than 0.3000 s");
        assertThat(new AudioWarning(Type.LOW_LEVEL, -45.04, -45))
                .hasToString("low level: -45.04 dBFS in the voice, less than -45.00 dBFS");
        assertThat(new AudioWarning(Type.TOO_SHORT, 0.21, 0.3)).hasToString("too short: 0.21 s, less than 0.30 s");
    }

    @Test
    void clipped() {
        float[] voice = Signals.voice(RATE, 2);
        float peak = peak(voice);
        assertThat(warning(Type.CLIPPED, Signals.scaled(voice, 1 / peak)))
                .as("normalised to its peak")
                .isEmpty();
        AudioWarning clipped =
                warning(Type.CLIPPED, limited(Signals.scaled(voice, 2 / peak))).orElseThrow();
        assertThat(clipped.measured()).isBetween(0.001, 0.2);
        float[] negative = Signals.scaled(voice, -2 / peak);
        assertThat(warning(Type.CLIPPED, limited(negative))).isPresent();
        // Of 100,000 samples, 20 are at the limit and 21 beyond it; pairs do not count.
        for (int runs = 6; runs <= 7; runs++) {
            float[] samples = new float[100_000];
            for (int i = 0; i < runs; i++) {
                Arrays.fill(samples, 997 * i, 997 * i + 3, 1);
            }
            samples[50_000] = samples[50_001] = -1;
            samples[60_000] = samples[60_001] = 1;
            samples[60_002] = samples[60_003] = -1;
            assertThat(warning(Type.CLIPPED, samples).isPresent()).isEqualTo(runs > 6);
        }
    }

    @Test
    void lowLevel() {
        float[] voice = Signals.scaled(Signals.voice(RATE, 2), Math.pow(10, -25 / 20.0));
        assertThat(warning(Type.LOW_LEVEL, Signals.scaled(voice, 1.12))).isEmpty();
        AudioWarning low = warning(Type.LOW_LEVEL, Signals.scaled(voice, 0.89)).orElseThrow();
        assertThat(low.measured()).isBetween(-46.5, -45.0);
        assertThat(warning(Type.LOW_LEVEL, Signals.shifted(Signals.scaled(voice, 0.89), 0.2)))
                .as("a constant has no level")
                .isPresent();
        assertThat(warning(Type.LOW_LEVEL, Signals.white(RATE, 2, 0.0001)))
                .as("no voice, no level")
                .isEmpty();
    }

    @Test
    void dcOffset() {
        float[] voice = Signals.voice(RATE, 2);
        double mean = mean(voice);
        assertThat(warning(Type.DC_OFFSET, Signals.shifted(voice, 0.0099 - mean)))
                .isEmpty();
        AudioWarning offset =
                warning(Type.DC_OFFSET, Signals.shifted(voice, -0.0101 - mean)).orElseThrow();
        assertThat(offset.measured()).isCloseTo(0.0101, within(1e-6));
    }

    @Test
    void narrowBand() {
        AudioWarning narrow =
                warning(Type.NARROW_BAND, Signals.voice(RATE, 2, 3600)).orElseThrow();
        assertThat(narrow.measured()).isLessThan(-60);
        assertThat(warning(Type.NARROW_BAND, Signals.voice(RATE, 2, 4600))).isEmpty();
        assertThat(warnings(Signals.voice(8000, 2), 8000))
                .extracting(AudioWarning::type)
                .containsExactly(Type.NARROW_BAND);
        // A band of harmonics is added at 4.5 to 6 kHz, 45 and 55 dB below the voice.
        for (double decibels : new double[] {-45, -55}) {
            float[] samples = Signals.voice(RATE, 2, 3600);
            double amplitude = Signals.rms(samples) * Math.pow(10, decibels / 20) * Math.sqrt(2.0 / 4);
            for (int i = 0; i < samples.length; i++) {
                for (int hz = 4500; hz <= 6000; hz += 500) {
                    samples[i] += (float) (amplitude * Math.sin(2 * Math.PI * hz * i / RATE));
                }
            }
            assertThat(warning(Type.NARROW_BAND, samples).isPresent()).isEqualTo(decibels < -50);
        }
        assertThat(warning(Type.NARROW_BAND, new float[RATE])).isEmpty();
    }

    private static float[] voiceInNoise(double decibels) {
        float[] pause = new float[RATE / 2];
        float[] samples = Signals.joined(pause, Signals.voice(RATE, 2, 3600), pause);
        // White noise has the share of its power in the speech band that the band has of the spectrum.
        float[] noise = Signals.white(RATE, 3, 0.1 * Math.pow(10, -decibels / 20) / Math.sqrt(3450.0 / 8000));
        for (int i = 0; i < samples.length; i++) {
            samples[i] += noise[i];
        }
        return samples;
    }

    @Test
    void noisy() {
        AudioWarning noisy = warning(Type.NOISY, voiceInNoise(15)).orElseThrow();
        assertThat(noisy.measured())
                .as(
                        "a third of the voice's power lies below the speech band, and the noise is measured where it is faintest")
                .isBetween(12.5, 15.5);
        assertThat(noisy)
                .hasToString(String.format(
                        Locale.ROOT,
                        "noisy: the voice is %.1f dB above the noise, less than 20.0 dB",
                        noisy.measured()));
        assertThat(warning(Type.NOISY, voiceInNoise(5))).isPresent();
        assertThat(warning(Type.NOISY, voiceInNoise(23))).isEmpty();
        assertThat(warning(Type.NOISY, Signals.white(RATE, 2, 0.1)))
                .as("no voice that could be above the noise")
                .isEmpty();
        assertThat(warning(Type.NOISY, Signals.voice(RATE, 2)))
                .as("no pause in which the noise could be measured")
                .isEmpty();
    }

    @Test
    void digitalSilenceNextToNoiseDoesNotHideIt() {
        float[] padded = Signals.joined(new float[RATE], voiceInNoise(10), new float[RATE]);
        assertThat(warning(Type.NOISY, padded)).isPresent();
    }

    @Test
    void readsAsASentence() {
        assertThat(new AudioWarning(Type.TOO_SHORT, 0.21, 0.3)).hasToString("too short: 0.21 s, less than 0.30 s");
        for (Type type : Type.values()) {
            assertThat(new AudioWarning(type, 0.5, type.limit()).toString()).matches("[A-Za-z ]+: .*[0-9].*");
            assertThat(type.appliesTo(type.limit())).isFalse();
        }
    }

    private static float peak(float[] samples) {
        float peak = 0;
        for (float sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    private static double mean(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample;
        }
        return sum / samples.length;
    }

    private static float[] limited(float[] samples) {
        float[] limited = samples.clone();
        for (int i = 0; i < limited.length; i++) {
            limited[i] = Math.max(-1, Math.min(32_767 / 32_768f, limited[i]));
        }
        return limited;
    }
}
