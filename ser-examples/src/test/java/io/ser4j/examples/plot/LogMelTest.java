package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import io.ser4j.spi.Tensor;
import org.junit.jupiter.api.Test;

/** What the spectrogram of a long or faint clip shows. */
class LogMelTest {
    private static final int RATE = 8_000;

    private static void addTone(float[] samples, int start, int length, double amplitude) {
        for (int i = start; i < start + length; i++) {
            samples[i] += (float) (amplitude * Math.sin(2 * Math.PI * 1000 * i / RATE));
        }
    }

    @Test
    void noSoundOfALongClipIsBetweenTheFrames() {
        float[] samples = new float[600 * RATE];
        // A loud start; then a tenth of a second once in a minute, at another place relative to the frames each time.
        addTone(samples, 0, RATE, 0.5);
        int[] starts = new int[9];
        for (int minute = 1; minute <= 9; minute++) {
            starts[minute - 1] = (int) ((60 * minute + 0.033 * minute) * RATE);
            addTone(samples, starts[minute - 1], RATE / 10, 0.5);
        }
        LogMel spectrogram = LogMel.of(AudioClip.of(samples, RATE));
        Tensor decibels = spectrogram.decibels();
        int bands = decibels.dimension(1);
        assertThat(decibels.dimension(0)).isBetween(1000, 2002);
        for (int start : starts) {
            int middle = (int) Math.round((start + RATE / 20.0) / RATE / spectrogram.hopSeconds());
            float loudest = Float.NEGATIVE_INFINITY;
            for (int frame = middle - 1; frame <= middle + 1; frame++) {
                for (int band = 0; band < bands; band++) {
                    loudest = Math.max(loudest, decibels.get(frame * bands + band));
                }
            }
            assertThat(loudest).as("at %s s", start / (double) RATE).isGreaterThan(-6);
        }
    }

    @Test
    void theBackgroundOfAFaintClipIsAsDarkAsThatOfALoudOne() {
        float[] samples = new float[RATE];
        addTone(samples, 2_000, 4_000, 1e-4);
        Tensor decibels = LogMel.of(AudioClip.of(samples, RATE)).decibels();
        float[] all = new float[decibels.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = decibels.get(i);
        }
        assertThat(all).contains(0f).contains(-80f);
    }
}
