package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FLAC against the integers that generate.py encoded. */
class FlacTest {
    /** Of the byte in STREAMINFO that holds the highest four bits of the number of samples: its 36 bits end before the MD5. */
    private static final int TOTAL_OFFSET = 8 + 13;

    private static final int MD5_OFFSET = 8 + 18;

    @ParameterizedTest
    @CsvSource({
        "stereo-16.flac, 44100, 2, 16, 2000",
        "mono-8.flac, 8000, 1, 8, 1000",
        "mono-12.flac, 16000, 1, 12, 1000",
        "mono-20.flac, 48000, 1, 20, 1000",
        "stereo-24-96k.flac, 96000, 2, 24, 1500"
    })
    void isExact(String name, int rateHz, int channels, int bits, int frames) throws IOException {
        Decoded decoded = Decoded.of(Decoded.file(name), 77);
        assertThat(decoded.sampleRateHz).isEqualTo(rateHz);
        assertThat(decoded.channels).isEqualTo(channels);
        assertThat(decoded.frames()).isEqualTo(frames);
        for (int frame = 0; frame < frames; frame++) {
            for (int channel = 0; channel < channels; channel++) {
                assertThat(decoded.at(frame, channel) * (1 << bits - 1)).isEqualTo(ramp(frame, channel, bits));
            }
        }
    }

    @Test
    void readsFlacAfterAnId3Tag() throws IOException {
        byte[] file = Decoded.file("stereo-16.flac");
        byte[] tagged = new byte[file.length + 30];
        System.arraycopy(new byte[] {'I', 'D', '3', 4, 0, 0, 0, 0, 0, 20}, 0, tagged, 0, 10);
        System.arraycopy(file, 0, tagged, 30, file.length);
        assertThat(Decoded.of(tagged).samples).isEqualTo(Decoded.of(file).samples);
    }

    @Test
    void acceptsAStreamThatStatesNoLength() throws IOException {
        byte[] file = unstated();
        assertThat(Decoded.of(file).samples).isEqualTo(Decoded.of(Decoded.file("stereo-16.flac")).samples);
    }

    @Test
    void refusesSamplesWithAnotherMd5() {
        byte[] file = Decoded.file("stereo-16.flac");
        file[MD5_OFFSET] ^= 1;
        assertThatThrownBy(() -> Decoded.of(file))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("MD5");
    }

    @Test
    void refusesMoreSamplesThanStated() {
        byte[] file = Decoded.file("stereo-16.flac");
        file[TOTAL_OFFSET + 4]--;
        assertThatThrownBy(() -> Decoded.of(file))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("must hold 1999 samples per channel, but holds more");
    }

    @Test
    void refusesAMissingFrame() {
        byte[] file = unstated();
        int second = frameAt(file, frameAt(file, MD5_OFFSET + 16) + 8);
        int third = frameAt(file, second + 8);
        byte[] cut = Arrays.copyOf(file, file.length - (third - second));
        System.arraycopy(file, third, cut, second, file.length - third);
        assertThatThrownBy(() -> Decoded.of(cut))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("must begin with sample 576, but begins with sample 1152");
    }

    /** The offset of the next frame's header: fixed block size, 576 samples, 44.1 kHz. */
    private static int frameAt(byte[] file, int from) {
        for (int i = from; i < file.length; i++) {
            if (file[i] == (byte) 0xFF && file[i + 1] == (byte) 0xF8 && (file[i + 2] & 0xFF) == 0x29) {
                return i;
            }
        }
        throw new AssertionError("no further frame");
    }

    private static byte[] unstated() {
        byte[] file = Decoded.file("stereo-16.flac");
        file[TOTAL_OFFSET] &= (byte) 0xF0;
        Arrays.fill(file, TOTAL_OFFSET + 1, MD5_OFFSET + 16, (byte) 0);
        return file;
    }

    /** As in generate.py. */
    private static float ramp(int frame, int channel, int bits) {
        long top = 1L << bits - 1;
        int period = 400 + 100 * channel;
        long triangle = Math.abs(4L * (frame % period) - 2L * period) - period;
        long slope = Math.floorDiv(Math.floorDiv(triangle * (top - 8), (long) period), 2L);
        return slope + frame * (frame + 3 * channel) % 7 - 3;
    }
}
