package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ser4j.AudioClip;
import io.ser4j.AudioWarning;
import io.ser4j.Signals;
import io.ser4j.VoiceActivityConfig;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalMeterTest {
    private static SignalMeter meter(int rate) {
        return new SignalMeter(rate, VoiceActivityConfig.defaults());
    }

    private static float[] recording(int rate) {
        return Signals.joined(
                Signals.white(rate, 0.7, 0.001),
                Signals.voice(rate, 1.3),
                Signals.scaled(Signals.voice(rate, 0.5), 15),
                new float[rate],
                Signals.shifted(Signals.voice(rate, 0.91), 0.1));
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 256",
        "16000, 512",
        "22050, 512",
        "24414, 512",
        "32000, 1024",
        "44100, 1024",
        "48000, 1024",
        "96000, 2048",
        "768000, 16384",
        "1, 16"
    })
    void framesAreAPowerOfTwoWithin32Milliseconds(int rate, int samples) {
        assertThat(meter(rate).frameSamples()).isEqualTo(samples);
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 16_000, 48_000})
    void aHangOverAloneIsNoVoice(int rate) {
        float[] cutOff = Arrays.copyOf(Signals.voice(rate, 1), 2 * rate);
        for (int frames = 1; frames <= 4; frames++) {
            SignalMeter meter = meter(rate);
            Arrays.fill(cutOff, rate - frames * meter.frameSamples() / 2, rate, 0);
            meter.push(cutOff, 0, cutOff.length);
            meter.end();
            SignalReport report = meter.report(rate, 2L * rate);
            assertThat(report.speechShare()).isZero();
            assertThat(report.warnings()).containsExactly(silent(0));
        }
    }

    @Test
    void theHangOverInSilenceIsNotEnoughOfAVoice() {
        int rate = 16_000;
        SignalMeter meter = meter(rate);
        int frame = meter.frameSamples();
        int end = 31 * frame;
        float[] cutOff = Arrays.copyOf(Arrays.copyOf(Signals.voice(rate, 1), end), 3 * rate);
        meter.push(cutOff, 0, cutOff.length);
        meter.end();
        for (int frames = 1; frames <= 3; frames++) {
            SignalReport report = meter.report(end - frames * frame, 3L * rate);
            assertThat(report.warnings()).contains(silent((double) frames * frame / rate));
            double seconds = report.speechShare() * (3 - (double) (end - frames * frame) / rate);
            assertThat(seconds)
                    .as("the hang-over counts as speech")
                    .isGreaterThan(0.1 + (double) frames * frame / rate);
        }
        assertThat(meter.report(end - 4 * frame, 3L * rate).warnings())
                .extracting(AudioWarning::type)
                .containsExactly(AudioWarning.Type.LITTLE_VOICE);
    }

    @Test
    void aVoiceMayHaveFewFramesOfTheLeastLevel() {
        int rate = 16_000;
        VoiceActivityConfig loud = VoiceActivityConfig.defaults().withLeastLevel(-30);
        SignalMeter meter = new SignalMeter(rate, loud);
        float[] fading = Signals.voice(rate, 1);
        double gain = Math.pow(10, -28 / 20.0)
                / Math.sqrt(IntStream.range(0, rate)
                        .mapToDouble(i -> fading[i] * fading[i])
                        .average()
                        .orElseThrow());
        for (int i = 0; i < rate; i++) {
            fading[i] *= (float) (gain * (i < rate / 4 ? 1.5 : 0.05));
        }
        meter.push(fading, 0, rate);
        meter.end();
        assertThat(meter.report(0, rate).warnings())
                .extracting(AudioWarning::type)
                .doesNotContain(AudioWarning.Type.SILENT);
    }

    private static AudioWarning silent(double seconds) {
        return new AudioWarning(AudioWarning.Type.SILENT, seconds, AudioWarning.Type.SILENT.limit());
    }

    @ParameterizedTest
    @ValueSource(ints = {8000, 22_050, 48_000, 997})
    void splitsAndForgettingNeverChangeAReport(int rate) {
        float[] signal = recording(rate);
        SignalMeter whole = meter(rate);
        whole.push(signal, 0, signal.length);
        whole.end();
        for (int seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            int window = rate / 4 + random.nextInt(rate);
            int hop = 1 + random.nextInt(window);
            int longest = seed == 0 ? 1 : 1 + random.nextInt(rate);
            SignalMeter cut = meter(rate);
            List<SignalReport> reports = new ArrayList<>();
            long from = 0;
            for (int done = 0, step; done < signal.length; done += step) {
                step = Math.min(signal.length - done, 1 + random.nextInt(longest));
                cut.push(signal, done, step);
                for (; cut.ready(from + window); from += hop) {
                    reports.add(cut.report(from, from + window));
                    cut.forget(from + hop);
                }
            }
            cut.end();
            for (; from < signal.length; from += hop) {
                reports.add(cut.report(from, from + window));
                cut.forget(from + hop);
            }
            for (int i = 0; i < reports.size(); i++) {
                assertThat(reports.get(i))
                        .as("window %d of %d samples every %d", i, window, hop)
                        .isEqualTo(whole.report((long) i * hop, (long) i * hop + window));
            }
            assertThat(reports).hasSizeGreaterThan(2);
        }
    }

    @Test
    void aWholeClipIsMeasuredAsItIsInPieces() {
        float[] signal = recording(16_000);
        SignalMeter meter = meter(16_000);
        meter.push(signal, 0, signal.length);
        meter.end();
        SignalMeters pool = new SignalMeters(VoiceActivityConfig.defaults());
        for (int run = 0; run < 2; run++) {
            assertThat(pool.measure(AudioClip.of(signal, 16_000))).isEqualTo(meter.report(0, signal.length));
            pool.measure(AudioClip.of(signal, 8000));
        }
    }

    @Test
    void aReportWaitsForTheFramesItNeeds() {
        float[] signal = Signals.voice(16_000, 2);
        SignalMeter meter = meter(16_000);
        assertThat(meter.ready(0)).isTrue();
        meter.push(signal, 0, 16_000);
        assertThat(meter.ready(8000)).isTrue();
        assertThat(meter.ready(16_000)).as("the detector looks ahead").isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> meter.report(0, 16_000))
                .withMessageContaining("before sample 16000 are not decided yet");
        meter.push(signal, 16_000, 16_000);
        assertThat(meter.ready(16_000)).isTrue();
        meter.end();
        meter.end();
        assertThat(meter.ready(Long.MAX_VALUE)).isTrue();
        meter.forget(16_000);
        assertThatIllegalStateException()
                .isThrownBy(() -> meter.report(0, 20_000))
                .withMessageContaining("0 is forgotten");
        assertThatIllegalStateException().isThrownBy(() -> meter.push(signal, 0, 1));
    }

    @Test
    void framesCountByTheirCentre() {
        int rate = 16_000;
        float[] signal = Signals.joined(new float[10 * 512], Signals.shifted(new float[5 * 512 + 100], 0.5));
        SignalMeter meter = meter(rate);
        meter.push(signal, 0, signal.length);
        meter.end();
        // The frames 9 and 10 have their centres at 4864 and 5376; 15 is not full, with its centre at 7730.
        assertThat(offset(meter, 4000, 5376)).isZero();
        assertThat(offset(meter, 4864, 5377)).isCloseTo(0.25, within(1e-9));
        assertThat(offset(meter, 5377, 5378)).as("no centre within").isCloseTo(0.5, within(1e-9));
        assertThat(meter.totals(7730, 7780).samples).isEqualTo(100);
        assertThat(meter.totals(7500, 7730).samples).isEqualTo(512);
        assertThat(meter.totals(7424, 7730).samples).isEqualTo(512);
        assertThat(meter.totals(0, signal.length).samples).isEqualTo(signal.length);
        assertThat(meter.totals(0, Long.MAX_VALUE).samples).isEqualTo(signal.length);
    }

    private static double offset(SignalMeter meter, long from, long to) {
        SignalTotals totals = meter.totals(from, to);
        return totals.sum / totals.samples;
    }

    @Test
    void anEndlessSignalCostsNoMemory() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        float[] second = Signals.voice(8000, 1);
        SignalMeter meter = meter(8000);
        for (int i = 0; i < 30; i++) {
            meter.push(second, 0, 8000);
            meter.forget(8000L * i - 24_000);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 30; i < 600; i++) {
            meter.push(second, 0, 8000);
            meter.forget(8000L * i - 24_000);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4000);
    }

    @Test
    void nothingOfAClipBeforeIsLeftInTheNextReport() {
        float[] noise = Signals.white(8000, 0.5, 0.03);
        float[] startsClipped = Signals.joined(new float[] {1, 1}, Signals.voice(8000, 1));
        AudioClip noisy = AudioClip.of(Signals.joined(noise, Signals.voice(8000, 1), noise), 8000);
        AudioClip clipped = AudioClip.of(Signals.joined(new float[] {1, 1, 0}, Signals.voice(8000, 1)), 8000);
        AudioClip voiced = AudioClip.of(Signals.voice(8000, 1), 8000);
        AudioClip quiet = AudioClip.of(Signals.white(8000, 1, 1e-4), 8000);
        AudioClip endsClipped = AudioClip.of(Signals.joined(Signals.voice(8000, 1), new float[] {0, 1, 1}), 8000);
        List<AudioClip> all = List.of(noisy, clipped, voiced, quiet, endsClipped, AudioClip.of(startsClipped, 8000));
        for (AudioClip before : all) {
            for (AudioClip clip : all) {
                SignalMeter used = meter(8000);
                used.measure(before);
                used.reset();
                assertThat(used.measure(clip)).isEqualTo(meter(8000).measure(clip));
            }
        }
    }
}
