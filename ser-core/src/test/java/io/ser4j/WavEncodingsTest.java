package io.ser4j;

import static io.ser4j.WavStructureTest.refusalOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads bytes made by hand in every encoding; the expected values follow from the definition of full scale. */
class WavEncodingsTest {
    private static float[] samplesOf(byte[] wav) throws IOException {
        AudioClip clip = AudioClip.read(new ByteArrayInputStream(wav));
        assertThat(clip.channels()).isEqualTo(1);
        return clip.toMono();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void eightBitsAreUnsigned() throws IOException {
        assertThat(samplesOf(WavBytes.plain(1, 1, 8000, 8, bytes(0, 64, 128, 192, 255))))
                .containsExactly(-1f, -0.5f, 0f, 0.5f, 127 / 128f);
    }

    @Test
    void sixteenBitsAreSigned() throws IOException {
        assertThat(samplesOf(WavBytes.pcm16(-32768, -1, 0, 1, 16384, 32767)))
                .containsExactly(-1f, -1 / 32768f, 0f, 1 / 32768f, 0.5f, 32767 / 32768f);
    }

    @Test
    void twentyFourBitsKeepTheirSignAndOrder() throws IOException {
        byte[] data = bytes(0, 0, 0x80, 0xFF, 0xFF, 0xFF, 0, 0, 0, 1, 0, 0, 0x56, 0x34, 0x12, 0xFF, 0xFF, 0x7F);
        assertThat(samplesOf(WavBytes.plain(1, 1, 8000, 24, data)))
                .containsExactly(-1f, -1 / 8388608f, 0f, 1 / 8388608f, 0x123456 / 8388608f, 8388607 / 8388608f);
    }

    @Test
    void thirtyTwoBitsAreRoundedToFloat() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(Integer.MIN_VALUE).putInt(1).putInt(1 << 30).putInt(Integer.MAX_VALUE);
        assertThat(samplesOf(WavBytes.plain(1, 1, 8000, 32, data.array()))).containsExactly(-1f, 0x1p-31f, 0.5f, 1f);
    }

    @Test
    void floatsAreTakenAsTheyAre() throws IOException {
        float[] values = {-1f, 1.5f, 0.1f, Float.MIN_VALUE, -0f, AudioClip.MAX_AMPLITUDE};
        ByteBuffer narrow = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer wide = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            narrow.putFloat(value);
            wide.putDouble(value);
        }
        assertThat(samplesOf(WavBytes.plain(3, 1, 8000, 32, narrow.array()))).containsExactly(values);
        assertThat(samplesOf(WavBytes.plain(3, 1, 8000, 64, wide.array()))).containsExactly(values);
        assertThat(samplesOf(WavBytes.extensible(3, 1, 4, 32, 32, narrow.array())))
                .containsExactly(values);
    }

    @Test
    void muLawFollowsTheFormulaOfG711() throws IOException {
        byte[] codes = new byte[256];
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            codes[i] = (byte) i;
            // G.711 table 2: the code is sent inverted; 33 (2 m + 33) 2^e - 33 in 14 bits.
            int inverted = 255 - i;
            int exponent = inverted / 16 % 8;
            int mantissa = inverted % 16;
            double magnitude = (2 * mantissa + 33) * Math.pow(2, exponent) - 33;
            expected[i] = (float) ((inverted >= 128 ? -magnitude : magnitude) / 8192);
        }
        assertThat(samplesOf(WavBytes.plain(7, 1, 8000, 8, codes)))
                .usingComparatorWithPrecision(0f)
                .containsExactly(expected);
        assertThat(expected[0]).isEqualTo(-8031 / 8192f);
    }

    @Test
    void aLawFollowsTheFormulaOfG711() throws IOException {
        byte[] codes = new byte[256];
        float[] expected = new float[256];
        for (int i = 0; i < 256; i++) {
            codes[i] = (byte) i;
            // G.711 table 1: even bits are sent inverted; 13 bits, halfway in each step.
            int plain = i ^ 0x55;
            int exponent = plain / 16 % 8;
            int mantissa = plain % 16;
            double magnitude = exponent == 0 ? 2 * mantissa + 1 : (2 * mantissa + 33) * Math.pow(2, exponent - 1);
            expected[i] = (float) ((plain >= 128 ? magnitude : -magnitude) / 4096);
        }
        assertThat(samplesOf(WavBytes.plain(6, 1, 8000, 8, codes))).containsExactly(expected);
        assertThat(expected[0x2A]).isEqualTo(-4032 / 4096f);
    }

    @Test
    void containersWiderThanTheirSamplesAreScaledByTheContainer() throws IOException {
        byte[] four = bytes(0, 0, 0, 0x80, 0, 1, 0, 0, 0, 0, 0, 0x40);
        float[] expectedFour = {-1f, 0x1p-23f, 0.5f};
        assertThat(samplesOf(WavBytes.extensible(1, 1, 4, 32, 24, four))).containsExactly(expectedFour);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 4, 24, 24, four))).containsExactly(expectedFour);
        byte[] fmt24in32 = new WavBytes()
                .riff("RIFF", 0)
                .fmt(1, 1, 8000, 4, 24)
                .chunk("data", four)
                .sized();
        assertThat(samplesOf(fmt24in32)).containsExactly(expectedFour);

        byte[] three = bytes(0, 0, 0x80, 0x10, 0, 0, 0, 0, 0x40);
        float[] expectedThree = {-1f, 0x1p-19f, 0.5f};
        assertThat(samplesOf(WavBytes.plain(1, 1, 8000, 20, three))).containsExactly(expectedThree);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 3, 24, 20, three))).containsExactly(expectedThree);

        byte[] two = bytes(0, 0x80, 0x10, 0, 0, 0x40);
        float[] expectedTwo = {-1f, 0x1p-11f, 0.5f};
        assertThat(samplesOf(WavBytes.plain(1, 1, 8000, 12, two))).containsExactly(expectedTwo);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 2, 16, 12, two))).containsExactly(expectedTwo);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 2, 16, 0, two))).containsExactly(expectedTwo);
    }

    /** In a plain fmt chunk, the bits are those of a sample, and the block align gives the bytes of its container. */
    private static byte[] contained(int bits, int container, byte[] data) {
        return new WavBytes()
                .riff("RIFF", 0)
                .fmt(1, 1, 8000, container, bits)
                .chunk("data", data)
                .sized();
    }

    @Test
    void everyPlainContainerThatHoldsTheSamplesIsRead() throws IOException {
        // The same two samples, left-justified in each container: the lowest value, and half of full scale.
        byte[] four = bytes(0, 0, 0, 0x80, 0, 0, 0, 0x40);
        byte[] three = bytes(0, 0, 0x80, 0, 0, 0x40);
        byte[] two = bytes(0, 0x80, 0, 0x40);
        byte[] one = bytes(0, 192);
        for (int bits = 1; bits <= 32; bits++) {
            assertThat(samplesOf(contained(bits, 4, four))).as("%d in 32", bits).containsExactly(-1f, 0.5f);
            if (bits <= 24) {
                assertThat(samplesOf(contained(bits, 3, three)))
                        .as("%d in 24", bits)
                        .containsExactly(-1f, 0.5f);
            }
            if (bits <= 16) {
                assertThat(samplesOf(contained(bits, 2, two)))
                        .as("%d in 16", bits)
                        .containsExactly(-1f, 0.5f);
            }
            if (bits <= 8) {
                assertThat(samplesOf(contained(bits, 1, one)))
                        .as("%d in 8, unsigned", bits)
                        .containsExactly(-1f, 0.5f);
            }
        }
    }

    @Test
    void theLowestBitOfANarrowSampleIsAboveThePaddingOfItsContainer() throws IOException {
        assertThat(samplesOf(contained(16, 4, bytes(0, 0, 1, 0)))).containsExactly(0x1p-15f);
        assertThat(samplesOf(contained(20, 4, bytes(0, 0x10, 0, 0)))).containsExactly(0x1p-19f);
        assertThat(samplesOf(contained(12, 4, bytes(0, 0, 0x10, 0)))).containsExactly(0x1p-11f);
        assertThat(samplesOf(contained(8, 2, bytes(0, 1)))).containsExactly(0x1p-7f);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 4, 32, 16, bytes(0, 0, 1, 0))))
                .containsExactly(0x1p-15f);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 2, 16, 8, bytes(0, 1)))).containsExactly(0x1p-7f);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 1, 8, 6, bytes(132)))).containsExactly(0x1p-5f);
        assertThat(samplesOf(WavBytes.extensible(1, 1, 4, 16, 16, bytes(0, 0, 1, 0))))
                .as("bits of the sample in place of those of the container")
                .containsExactly(0x1p-15f);
    }

    @Test
    void bigEndianFilesHoldBigEndianNumbers() throws IOException {
        for (int bits : new int[] {16, 24, 32}) {
            int width = bits / 8;
            ByteBuffer wav = ByteBuffer.allocate(44 + 2 * width);
            wav.put(new byte[] {'R', 'I', 'F', 'X'}).putInt(36 + 2 * width).put(new byte[] {'W', 'A', 'V', 'E'});
            wav.put(new byte[] {'f', 'm', 't', ' '})
                    .putInt(16)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(8000);
            wav.putInt(8000 * width).putShort((short) width).putShort((short) bits);
            wav.put(new byte[] {'d', 'a', 't', 'a'}).putInt(2 * width);
            wav.put(44, (byte) 0x80).put(44 + width, (byte) 0x12).put(45 + width, (byte) 0x34);
            assertThat(samplesOf(wav.array())).containsExactly(-1f, 0x1234 / 32768f);
        }
    }

    @Test
    void channelsAreMixedByTheirMean() throws IOException {
        Random random = new Random(5);
        for (int channels : new int[] {2, 3, 7, 64}) {
            int frames = 101;
            ByteBuffer data = ByteBuffer.allocate(4 * frames * channels).order(ByteOrder.LITTLE_ENDIAN);
            float[] mean = new float[frames];
            for (int i = 0; i < frames; i++) {
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    float sample = random.nextFloat() * 2 - 1;
                    data.putFloat(sample);
                    sum += sample;
                }
                mean[i] = (float) (sum / channels);
            }
            AudioClip clip =
                    AudioClip.read(new ByteArrayInputStream(WavBytes.plain(3, channels, 44100, 32, data.array())));
            assertThat(clip.channels()).isEqualTo(channels);
            assertThat(clip.sampleRateHz()).isEqualTo(44100);
            assertThat(clip.frames()).isEqualTo(frames);
            assertThat(clip.toMono()).containsExactly(mean);
        }
    }

    @Test
    void longFilesComeOutWhole() throws IOException {
        // Past the read buffer and the first blocks of samples, with widths that divide neither.
        int samples = 300_001;
        ByteBuffer data = ByteBuffer.allocate(3 * samples);
        float[] expected = new float[samples];
        for (int i = 0; i < samples; i++) {
            int value = (i * 7919 & 0xFFFFFF) << 8 >> 8;
            data.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
            expected[i] = value / 8388608f;
        }
        float[] actual = samplesOf(WavBytes.plain(1, 1, 48000, 24, data.array()));
        assertThat(Arrays.mismatch(actual, expected))
                .as("index of the first difference")
                .isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 32, 8, 48", // the second float of four bytes
        "3, 64, 16, 52",
    })
    void unusableFloatsAreRefusedAtTheirByte(int tag, int bits, int length, long offset) {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 64.5, -1e9}) {
            ByteBuffer data = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            if (bits == 32) {
                data.putFloat(4, (float) bad);
            } else {
                data.putDouble(8, bad);
            }
            AudioFormatException e = refusalOf(WavBytes.plain(tag, 1, 8000, bits, data.array()));
            assertThat(e).hasMessageContaining("finite").hasMessageContaining(Double.toString(bad));
            assertThat(e.byteOffset()).isEqualTo(offset);
        }
    }

    @Test
    void thePlaceOfABadSampleIsRightBeyondTheFirstBuffer() {
        ByteBuffer data = ByteBuffer.allocate(400_000).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(4 * 77_777, Float.NaN);
        AudioFormatException mono = refusalOf(WavBytes.plain(3, 1, 8000, 32, data.array()));
        assertThat(mono.byteOffset()).isEqualTo(44 + 4 * 77_777);
        assertThat(mono).hasMessageContaining("that at 9.722125 s in channel 1 of 1 was NaN");
        AudioFormatException stereo = refusalOf(WavBytes.plain(3, 2, 8000, 32, data.array()));
        assertThat(stereo.byteOffset()).isEqualTo(44 + 4 * 77_777);
        assertThat(stereo).hasMessageContaining("that at 4.861 s in channel 2 of 2 was NaN");
    }
}
