package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data sizes that count the header, too, as some recorders for phones write them. */
class WavSizeTest {
    private static final int HEADER_BYTES = 44;

    @ParameterizedTest
    @ValueSource(ints = {2, 1000, 100_000})
    void aDataSizeThatIsThatOfTheWholeFileIsReadToTheEnd(int dataBytes) throws IOException {
        byte[] wav = wav(2, HEADER_BYTES + dataBytes, dataBytes);
        assertThat(read(wav).frames()).isEqualTo(dataBytes / 2);
    }

    @Test
    void anyOtherSizeBeyondTheEndIsTruncated() {
        for (int size : new int[] {1000 + HEADER_BYTES - 2, 1000 + HEADER_BYTES + 2}) {
            assertThatThrownBy(() -> read(wav(2, size, 1000)))
                    .isInstanceOf(AudioFormatException.class)
                    .hasMessageContaining(
                            "data chunk must have " + size + " bytes, but the input ends after 1000 of them");
        }
    }

    @Test
    void aSizeOfTheWholeFileLeavesNoIncompleteFrame() {
        assertThatThrownBy(() -> read(wav(8, 56, 12)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("data chunk must have 56 bytes, but the input ends after 12 of them");
    }

    @Test
    void aSizeOfTheWholeFileNeedsSamples() {
        assertThatThrownBy(() -> read(wav(2, HEADER_BYTES, 0)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("data chunk must have 44 bytes, but the input ends after 0 of them");
    }

    /** 16-bit samples at 8 kHz, in frames of the given size. */
    private static byte[] wav(int frameBytes, int statedSize, int dataBytes) {
        return new WavBytes()
                .riff("RIFF", 0)
                .fmt(1, frameBytes / 2, 8000, frameBytes, 16)
                .chunk("data", statedSize, new byte[dataBytes])
                .sized();
    }

    private static AudioClip read(byte[] wav) throws IOException {
        return AudioClip.read(new ByteArrayInputStream(wav));
    }
}
