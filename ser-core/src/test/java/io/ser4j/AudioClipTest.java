package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioClipTest {
    @Test
    void samplesAreCopiedInAndOut() {
        float[] samples = {0.1f, 0.2f};
        AudioClip clip = AudioClip.of(samples, 8000);
        samples[0] = 9;
        clip.toMono()[1] = 9;
        assertThat(clip.toMono()).containsExactly(0.1f, 0.2f);
    }

    @Test
    void aBorrowedArrayIsNotCopied() {
        float[] samples = {0.1f};
        AudioClip clip = AudioClip.borrow(samples, 8000);
        samples[0] = 0.5f;
        assertThat(clip.toMono()).containsExactly(0.5f);
    }

    @Test
    void knowsFramesChannelsAndDuration() {
        AudioClip clip = AudioClip.of(new float[24414 * 2 * 3], 24414, 3);
        assertThat(clip.frames()).isEqualTo(48828);
        assertThat(clip.channels()).isEqualTo(3);
        assertThat(clip.durationSeconds()).isEqualTo(2);
        assertThat(clip).hasToString("2.00 s, 24414 Hz, 3 channels");
        assertThat(AudioClip.of(new float[1], 1)).hasToString("1.00 s, 1 Hz, 1 channel");
    }

    @Test
    void aStretchIsCopiedAndMixed() {
        AudioClip stereo = AudioClip.of(new float[] {1, 0, 0.5f, 0.25f, -1, 1}, 8000, 2);
        float[] target = {7, 7, 7, 7};
        stereo.copyMono(1, target, 2, 2);
        assertThat(target).containsExactly(7, 7, 0.375f, 0);
        AudioClip mono = AudioClip.of(new float[] {1, 2, 3}, 8000);
        mono.copyMono(1, target, 0, 2);
        assertThat(target).containsExactly(2, 3, 0.375f, 0);
        mono.copyMono(3, target, 4, 0);
        assertThatThrownBy(() -> mono.copyMono(2, target, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> mono.copyMono(0, target, 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stereo.copyMono(-1, target, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> stereo.copyMono(0, target, 0, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStretchIsAClipOfItsOwn() {
        AudioClip stereo = AudioClip.of(new float[] {1, 0, 0.5f, 0.25f, -1, 1}, 2, 2);
        AudioClip middle = stereo.stretch(0.5, 1);
        assertThat(middle.channel(0).toMono()).containsExactly(0.5f);
        assertThat(middle.channel(1).toMono()).containsExactly(0.25f);
        assertThat(middle.sampleRateHz()).isEqualTo(2);
        assertThat(stereo.stretch(0, stereo.durationSeconds()).frames()).isEqualTo(3);
        assertThat(stereo.stretch(1.4, 1.5).channel(0).toMono())
                .as("at least one frame")
                .containsExactly(-1);
        for (double[] bad : new double[][] {{-0.1, 1}, {1, 1}, {0, 1.6}, {Double.NaN, 1}}) {
            assertThatThrownBy(() -> stereo.stretch(bad[0], bad[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1.5 s");
        }
    }

    @Test
    void integersHaveTheirFullScale() {
        AudioClip clip = AudioClip.of(new short[] {0, 16_384, Short.MIN_VALUE}, 8000);
        assertThat(clip.toMono()).containsExactly(0, 0.5f, -1);
        assertThatThrownBy(() -> AudioClip.of(new short[0], 8000)).isInstanceOf(InvalidAudioException.class);
    }

    @Test
    void channelsOf16BitIntegersAreInterleaved() {
        AudioClip clip = AudioClip.of(new short[] {0, 16_384, Short.MIN_VALUE, 0}, 8000, 2);
        assertThat(clip.frames()).isEqualTo(2);
        assertThat(clip.channel(1).toMono()).containsExactly(0.5f, 0);
        assertThatThrownBy(() -> AudioClip.of(new short[3], 8000, 2)).isInstanceOf(InvalidAudioException.class);
    }

    @Test
    void aChannelIsAClipOfItsOwn() {
        AudioClip stereo = AudioClip.of(new float[] {1, 0, 0.5f, 0.25f, -1, 1}, 8000, 2);
        assertThat(stereo.channel(0).toMono()).containsExactly(1, 0.5f, -1);
        assertThat(stereo.channel(1).toMono()).containsExactly(0, 0.25f, 1);
        assertThat(stereo.channel(1)).hasToString("0.00 s, 8000 Hz, 1 channel");
        AudioClip mono = AudioClip.of(new float[] {1, 2}, 8000);
        assertThat(mono.channel(0).toMono()).containsExactly(1, 2);
        assertThatThrownBy(() -> stereo.channel(2))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("channel must lie in [0, 1], but was 2");
        assertThatThrownBy(() -> stereo.channel(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 64.00001f, -64.00001f, 32767f})
    void unusableSamplesAreRefused(float bad) {
        assertThatThrownBy(() -> AudioClip.of(new float[] {0, 0, bad}, 8000))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("sample 2 was " + bad);
    }

    @Test
    void overloadedSamplesAreKept() {
        assertThat(AudioClip.of(new float[] {64, -64, 1.5f}, 8000).toMono()).containsExactly(64, -64, 1.5f);
    }

    @Test
    void impossibleSizesAndRatesAreRefused() {
        assertThatThrownBy(() -> AudioClip.of(new float[0], 8000))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("at least one sample");
        assertThatThrownBy(() -> AudioClip.of(new float[1], 0)).hasMessage("sampleRateHz must be positive, but was 0");
        assertThatThrownBy(() -> AudioClip.of(new float[1], -1)).hasMessageContaining("but was -1");
        assertThatThrownBy(() -> AudioClip.of(new float[1], Integer.MAX_VALUE))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessage("sampleRateHz must be at most 50000000, but was 2147483647");
        assertThatThrownBy(() -> AudioClip.of(new float[1], 1, 0)).hasMessage("channels must be positive, but was 0");
        assertThatThrownBy(() -> AudioClip.of(new float[3], 1, 2))
                .hasMessageContaining("multiple of the 2 channels, but was 3");
        assertThatNullPointerException().isThrownBy(() -> AudioClip.of((float[]) null, 8000));
        assertThatNullPointerException()
                .isThrownBy(() -> AudioClip.borrow(null, 8000))
                .withMessage("samples");
    }

    @Test
    void aStretchOfLessThanASampleIsOneSample() {
        AudioClip clip = AudioClip.of(new float[] {0.1f, 0.2f, 0.3f}, 2);
        assertThat(clip.stretch(0, 0.1).toMono()).containsExactly(0.1f);
        assertThat(clip.stretch(0.6, 0.7).toMono()).containsExactly(0.2f);
    }
}
