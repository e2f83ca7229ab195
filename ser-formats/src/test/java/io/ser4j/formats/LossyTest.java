package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The lossy formats against the tones that generate.py encoded. A tone that is off by one sample differs by up to 2π × 440 ÷
 * rate × 0.5, so that the tolerance also checks the delays, to the sample if the codec is that exact.
 */
class LossyTest {
    /** Codecs smear the beginning and the end. */
    private static final double MARGIN_SECONDS = 0.05;

    @ParameterizedTest
    @CsvSource({
        // At constant bit rates LAME scales everything by 0.95.
        "stereo-44k.mp3, 44100, 2, 13000, 0, 0.95, 0.02",
        "mono-vbr.mp3, 44100, 1, 13000, 0, 1, 0.03",
        // The frame is too short for a tag: nothing states what the encoder added at the beginning (1105 samples) and
        // the end.
        "mono-16k.mp3, 16000, 1, 9216, 1105, 0.95, 0.02",
        "mono-8k.mp3, 8000, 1, 5184, 1105, 0.95, 0.02",
        "untagged.mp3, 16000, 1, 9216, 1105, 0.95, 0.02",
        "stereo-44k.ogg, 44100, 2, 13000, 0, 1, 0.02",
        "mono-16k.ogg, 16000, 1, 9000, 0, 1, 0.02",
        "mono.opus, 48000, 1, 12000, 0, 1, 0.02",
        "stereo.opus, 48000, 2, 72000, 0, 1, 0.04",
    })
    void soundsAsEncodedAtItsPlace(
            String name, int rateHz, int channels, int frames, int delay, double level, double tolerance)
            throws IOException {
        Decoded decoded = Decoded.of(Decoded.file(name), 333);
        assertThat(decoded.sampleRateHz).isEqualTo(rateHz);
        assertThat(decoded.channels).isEqualTo(channels);
        assertThat(decoded.frames()).isEqualTo(frames);

        int margin = (int) (MARGIN_SECONDS * rateHz);
        for (int channel = 0; channel < channels; channel++) {
            for (int frame = delay + margin; frame < frames - margin - delay; frame++) {
                assertThat((double) decoded.at(frame, channel))
                        .as("%s, channel %d, frame %d", name, channel, frame)
                        .isCloseTo(level * tone(frame - delay, channel, rateHz), within(tolerance));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"surround.opus, 48000, 6, 9600"})
    void readsSurroundInTheOrderOfTheFile(String name, int rateHz, int channels, int frames) throws IOException {
        Decoded decoded = Decoded.of(Decoded.file(name));
        assertThat(decoded.sampleRateHz).isEqualTo(rateHz);
        assertThat(decoded.channels).isEqualTo(channels);
        assertThat(decoded.frames()).isEqualTo(frames);
        // Left, centre, right, rear left, rear right, low frequencies (RFC 7845, section 5.1.1.2); the first alone has
        // 440 Hz.
        for (int frame = frames / 4; frame < frames * 3 / 4; frame++) {
            assertThat((double) decoded.at(frame, 0)).isCloseTo(tone(frame, 0, rateHz), within(0.06));
            assertThat((double) decoded.at(frame, 1)).isCloseTo(tone(frame, 1, rateHz), within(0.06));
            assertThat((double) decoded.at(frame, 2)).isCloseTo(tone(frame, 1, rateHz), within(0.06));
        }
    }

    /** As in generate.py. */
    private static double tone(int frame, int channel, int rateHz) {
        return 0.5 * Math.sin(2 * Math.PI * (440 >> channel) * frame / rateHz);
    }
}
