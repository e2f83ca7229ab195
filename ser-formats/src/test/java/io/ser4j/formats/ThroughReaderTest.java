package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.AudioReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decoders as users meet them: found and supervised by the library's own reader. */
class ThroughReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3", "stereo-44k.ogg", "stereo.opus", "mono-8k.mp3"})
    void aClipHoldsWhatTheDecoderGives(String name) throws IOException {
        byte[] file = Decoded.file(name);
        Decoded expected = Decoded.of(file);
        AudioClip clip = AudioClip.read(new ByteArrayInputStream(file));
        assertThat(clip.sampleRateHz()).isEqualTo(expected.sampleRateHz);
        assertThat(clip.channels()).isEqualTo(expected.channels);
        assertThat(clip.frames()).isEqualTo(expected.frames());
        float[] mono = new float[clip.frames()];
        clip.copyMono(0, mono, 0, mono.length);
        try (AudioReader reader = AudioReader.open(new ByteArrayInputStream(file))) {
            float[] read = new float[mono.length + 1];
            int count = 0;
            for (int n = 0; n >= 0; n = reader.readMono(read, count, read.length - count)) {
                count += n;
            }
            assertThat(Arrays.copyOf(read, count)).isEqualTo(mono);
        }
        assertThat((double) mono[500]).isCloseTo(mean(expected, 500), within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stereo-16.flac", "stereo-44k.mp3", "stereo-44k.ogg", "stereo.opus"})
    void aTruncatedFileIsRefused(String name) {
        byte[] file = Decoded.file(name);
        byte[] cut = Arrays.copyOf(file, file.length * 2 / 3);
        assertThatThrownBy(() -> AudioClip.read(new ByteArrayInputStream(cut)))
                .isInstanceOf(AudioFormatException.class);
    }

    private static double mean(Decoded decoded, int frame) {
        double sum = 0;
        for (int channel = 0; channel < decoded.channels; channel++) {
            sum += decoded.at(frame, channel);
        }
        return sum / decoded.channels;
    }
}
