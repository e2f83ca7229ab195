package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks in unusual places, sizes that are not true, headers that contradict themselves. */
class WavStructureTest {
    private static final byte[] TWO_SAMPLES = {0, 0x40, 0, (byte) 0xC0};
    private static final float[] HALVES = {0.5f, -0.5f};

    private static WavBytes begin() {
        return new WavBytes().riff("RIFF", 0);
    }

    private static WavBytes beginWithFmt() {
        return begin().fmt(1, 1, 8000, 2, 16);
    }

    private static AudioClip read(byte[] wav) throws IOException {
        return AudioClip.read(new ByteArrayInputStream(wav));
    }

    static AudioFormatException refusalOf(byte[] wav) {
        return refusalOf(wav, AudioLimits.defaults());
    }

    private static AudioFormatException refusalOf(byte[] wav, AudioLimits limits) {
        AudioFormatException e = catchThrowableOfType(
                AudioFormatException.class, () -> AudioClip.read(new ByteArrayInputStream(wav), limits));
        assertThat(e).isNotNull();
        assertThat(e).hasMessageEndingWith("(at byte " + e.byteOffset() + ")");
        return e;
    }

    @ParameterizedTest
    @ValueSource(strings = {"LIST", "JUNK", "fact", "bext", "abcd", "id3 "})
    void otherChunksMayStandAnywhere(String id) throws IOException {
        byte[] body = {1, 2, 3, 4, 5, 6};
        byte[] wav = begin().chunk(id, body)
                .fmt(1, 1, 8000, 2, 16)
                .chunk(id, body)
                .chunk("data", TWO_SAMPLES)
                .chunk(id, body)
                .sized();
        assertThat(read(wav).toMono()).containsExactly(HALVES);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 'x', 0xFF})
    void oddChunksMayBePaddedOrNot(int pad) throws IOException {
        byte[] padding = pad < 0 ? new byte[0] : new byte[] {(byte) pad};
        byte[] wav = begin().chunk("LIST", new byte[] {1, 2, 3})
                .raw(padding)
                .chunk("fmt ", Arrays.copyOf(WavBytes.extensibleFmt(1, 1, 2, 16, 16), 41))
                .raw(padding)
                .chunk("data", TWO_SAMPLES)
                .sized();
        assertThat(read(wav).toMono()).containsExactly(HALVES);
    }

    @Test
    void anOddDataChunkNeedsNoPadByte() throws IOException {
        byte[] wav = WavBytes.plain(1, 1, 8000, 8, new byte[] {0, 64, (byte) 128});
        assertThat(read(wav).toMono()).containsExactly(-1f, -0.5f, 0f);
        assertThat(read(Arrays.copyOf(wav, wav.length + 1)).frames()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 0xFFFFFFFFL, 0x7FFFF000L, 0x7FFFFFFFL, 0x80000000L, 0xFFFFFFDBL})
    void aStreamedFileIsReadToItsEnd(long size) throws IOException {
        for (int riffSize : new int[] {0, -1, 36}) {
            byte[] wav = new WavBytes()
                    .riff("RIFF", riffSize)
                    .fmt(1, 1, 8000, 2, 16)
                    .chunk("data", (int) size, TWO_SAMPLES)
                    .bytes();
            assertThat(read(wav).toMono()).containsExactly(HALVES);
        }
    }

    /** Headers as sox, arecord and ffmpeg write them to a pipe; those of sox and arecord are consistent. */
    @ParameterizedTest
    @CsvSource({
        "1, 0x7FFFF024, 0x7FFFF000",
        "2, 0x7FFFF024, 0x7FFFF000",
        "3, 0x7FFFF048, 0x7FFFEFFF",
        "6, 0x7FFFF044, 0x7FFFEFFC",
        "18, 0x7FFFF03E, 0x7FFFEFF6",
        "2, 0x80000024, 0x80000000",
        "1, 0xFFFFFFFF, 0xFFFFFFFF",
        "2, 0xFFFFFFFF, 0xFFFFFFDA",
        "2, 0x7FFFFFFF, 0x7FFFFFDA",
    })
    void whatKnownWritersLeaveInAPipeIsReadToTheEnd(int frameBytes, String riffSize, String dataSize)
            throws IOException {
        int container = frameBytes % 3 == 0 ? 3 : Math.min(frameBytes, 2);
        byte[] wav = new WavBytes()
                .riff("RIFF", Long.decode(riffSize).intValue())
                .fmt(1, frameBytes / container, 8000, frameBytes, 8 * container)
                .chunk("data", Long.decode(dataSize).intValue(), new byte[frameBytes * 5])
                .bytes();
        assertThat(read(wav).frames()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "0x7FFFFF24, 0x7FFFFF00",
        "0x7FFFFFF2, 0x7FFFFFCE",
        "0x80000200, 0x7FFFFFF0",
        "0xFFFFF124, 0xFFFFF100",
        "0xFFFFFFFE, 0xFFFFFFDA",
    })
    void aSizeNextToAPowerOfTwoIsTrueWhereTheFileAgrees(String riffSize, String dataSize) {
        long size = Long.decode(dataSize);
        byte[] wav = new WavBytes()
                .riff("RIFF", Long.decode(riffSize).intValue())
                .fmt(1, 1, 768_000, 2, 16)
                .chunk("data", (int) size, TWO_SAMPLES)
                .bytes();
        AudioLimits limits = new AudioLimits(1L << 40, 1, 768_000, 1e9, Integer.MAX_VALUE, 10);
        assertThat(refusalOf(wav, limits)).hasMessageContaining("must have " + size + " bytes");
        assertThat(refusalOf(wav)).hasMessageContaining("maxBytes");
    }

    @Test
    void aSizeOf64BitsIsTrueUnlessItIsAPlaceholder() throws IOException {
        AudioLimits limits = new AudioLimits(1L << 40, 1, 8000, 1e9, Integer.MAX_VALUE, 10);
        for (long size : new long[] {0x7FFFF000L, 0x7FFFFFF0L, 0x80000000L, 0xFFFFF000L, 0xFFFFFFD0L}) {
            assertThat(refusalOf(WavBytes.rf64(TWO_SAMPLES, size), limits))
                    .hasMessageContaining("must have " + size + " bytes");
        }
        assertThat(read(WavBytes.rf64(TWO_SAMPLES, -1)).toMono()).containsExactly(HALVES);
    }

    @Test
    void aDataSizeOfZeroInAFileOfTrueSizeIsStillReadToTheEnd() throws IOException {
        assertThat(read(beginWithFmt().chunk("data", 0, TWO_SAMPLES).sized()).toMono())
                .containsExactly(HALVES);
        byte[] longer = new byte[1 << 17];
        Arrays.fill(longer, (byte) 0x40);
        assertThat(read(beginWithFmt().chunk("data", 0, longer).sized()).frames())
                .isEqualTo(1 << 16);
    }

    @Test
    void aStreamedFileMustEndWithAWholeFrame() {
        byte[] wav = beginWithFmt().chunk("data", -1, new byte[] {1, 2, 3}).bytes();
        assertThat(refusalOf(wav)).hasMessageContaining("whole frame of 2 bytes, but has 3 bytes");
    }

    @Test
    void aFileWithoutSamplesIsRefused() {
        assertThat(refusalOf(beginWithFmt().chunk("data", new byte[0]).sized()))
                .hasMessageContaining("data chunk is empty");
        assertThat(refusalOf(beginWithFmt().chunk("data", -1, new byte[0]).bytes()))
                .hasMessageContaining("data chunk is empty");
        // What follows is a chunk of its own, not streamed samples.
        byte[] listAfter = beginWithFmt()
                .chunk("data", new byte[0])
                .chunk("LIST", new byte[] {'I', 'N', 'F', 'O'})
                .sized();
        assertThat(refusalOf(listAfter)).hasMessageContaining("data chunk is empty");
        assertThat(refusalOf(new byte[0]))
                .hasMessageContaining("the input is empty")
                .extracting("byteOffset")
                .isEqualTo(0L);
    }

    @Test
    void truncatedDataIsRefusedWithBothCounts() {
        byte[] wav = beginWithFmt().chunk("data", 1000, TWO_SAMPLES).bytes();
        AudioFormatException e = refusalOf(wav);
        assertThat(e).hasMessageContaining("data chunk must have 1000 bytes, but the input ends after 4 of them");
        assertThat(e.byteOffset()).isEqualTo(wav.length);
    }

    @Test
    void dataMustBeWholeFrames() {
        byte[] wav = begin().fmt(1, 2, 8000, 4, 16).chunk("data", new byte[6]).sized();
        assertThat(refusalOf(wav)).hasMessageContaining("multiple of the 4 bytes of a frame, but was 6");
    }

    @ParameterizedTest
    @ValueSource(longs = {0x80000000L, 0xFFFFFFFFL, 0xFFFFFFF8L, 0x7FFFFFFFL})
    void chunkSizesThatAreNegativeOrOverflowAreRefusedAtOnce(long size) {
        AudioFormatException other =
                refusalOf(beginWithFmt().chunk("LIST", (int) size, TWO_SAMPLES).bytes());
        assertThat(other).hasMessageContaining("LIST").hasMessageContaining(Long.toString(size));
        assertThat(refusalOf(begin().chunk("fmt ", (int) size, TWO_SAMPLES).bytes()))
                .hasMessageContaining("fmt");
    }

    @Test
    void aDataChunkBeyondTheLimitIsRefusedByItsSizeAlone() {
        AudioFormatException e =
                refusalOf(beginWithFmt().chunk("data", 0xC0000000, TWO_SAMPLES).bytes());
        assertThat(e).hasMessageContaining("maxBytes").hasMessageContaining("3221225472");
    }

    @Test
    void rf64TakesItsDataSizeFromDs64() throws IOException {
        assertThat(read(WavBytes.rf64(TWO_SAMPLES, 4)).toMono()).containsExactly(HALVES);
        assertThat(read(WavBytes.rf64(TWO_SAMPLES, 2)).toMono()).containsExactly(0.5f);
        assertThat(read(WavBytes.rf64(TWO_SAMPLES, 0)).toMono()).as("streamed").containsExactly(HALVES);
        byte[] bw64 = WavBytes.rf64(TWO_SAMPLES, 4);
        bw64[0] = 'B';
        bw64[1] = 'W';
        assertThat(read(bw64).toMono()).containsExactly(HALVES);
        assertThat(refusalOf(WavBytes.rf64(TWO_SAMPLES, Long.MIN_VALUE))).hasMessageContaining("9223372036854775808");
        assertThat(refusalOf(WavBytes.rf64(TWO_SAMPLES, Long.MAX_VALUE - 1))).hasMessageContaining("maxBytes");
        assertThat(refusalOf(new WavBytes()
                        .riff("RF64", -1)
                        .fmt(1, 1, 8000, 2, 16)
                        .chunk("data", -1, TWO_SAMPLES)
                        .bytes()))
                .hasMessageContaining("ds64");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 8000, 2, 16, channels, 22",
        "1, 65, 8000, 130, 16, channels, 22",
        "1, 1, 0, 2, 16, sample rate, 24",
        "1, 1, -8000, 2, 16, 4294959296, 24",
        "1, 1, 768001, 2, 16, 768001, 24",
        "1, 1, 8000, 0, 16, block align, 32",
        "1, 2, 8000, 3, 16, block align, 32",
        "1, 1, 8000, 5, 16, '2 to 4 bytes, but gives 5', 32",
        "1, 1, 8000, 3, 32, '4 bytes, but gives 3', 32",
        "1, 1, 8000, 2, 20, '3 to 4 bytes, but gives 2', 32",
        "1, 2, 8000, 2, 12, block align, 32",
        "1, 1, 8000, 8, 32, block align, 32",
        "7, 1, 8000, 2, 8, block align, 32",
        "1, 1, 8000, 65535, 16, block align, 32",
        "1, 1, 8000, 1, 16, block align, 32",
        "3, 1, 8000, 8, 32, block align, 32",
        "1, 1, 8000, 2, 0, bits, 34",
        "1, 1, 8000, 8, 64, bits, 34",
        "3, 1, 8000, 2, 16, bits, 34",
        "7, 1, 8000, 2, 16, mu-law, 34",
        "6, 1, 8000, 2, 16, A-law, 34",
        "0, 1, 8000, 2, 16, format tag, 20",
        "2, 1, 8000, 256, 4, Microsoft ADPCM, 20",
        "85, 1, 8000, 1, 8, 0x0055, 20",
    })
    void aFormatThatContradictsItselfIsRefusedAtTheField(
            int tag, int channels, int rate, int blockAlign, int bits, String named, long offset) {
        AudioFormatException e = refusalOf(begin().fmt(tag, channels, rate, blockAlign, bits)
                .chunk("data", TWO_SAMPLES)
                .sized());
        assertThat(e).hasMessageContaining(named);
        assertThat(e.byteOffset()).isEqualTo(offset);
    }

    @Test
    void anExtensibleFormatMustBeWholeAndKnown() {
        byte[] wav = WavBytes.extensible(1, 1, 2, 16, 17, TWO_SAMPLES);
        assertThat(refusalOf(wav))
                .hasMessageContaining("valid bits")
                .extracting("byteOffset")
                .isEqualTo(38L);
        assertThat(refusalOf(WavBytes.extensible(0x55, 1, 1, 8, 8, TWO_SAMPLES)))
                .hasMessageContaining("0x0055");
        assertThat(refusalOf(WavBytes.extensible(0xFFFE, 1, 2, 16, 16, TWO_SAMPLES)))
                .hasMessageContaining("sub-format");
        byte[] otherGuid = WavBytes.extensible(1, 1, 2, 16, 16, TWO_SAMPLES);
        otherGuid[20 + 39] = 0;
        assertThat(refusalOf(otherGuid))
                .hasMessageContaining("sub-format")
                .extracting("byteOffset")
                .isEqualTo(44L);
        byte[] shortBody = Arrays.copyOf(WavBytes.extensibleFmt(1, 1, 2, 16, 16), 18);
        assertThat(refusalOf(begin().chunk("fmt ", shortBody)
                        .chunk("data", TWO_SAMPLES)
                        .sized()))
                .hasMessageContaining("at least 40 bytes, but has 18");
        assertThat(refusalOf(begin().chunk("fmt ", new byte[14])
                        .chunk("data", TWO_SAMPLES)
                        .sized()))
                .hasMessageContaining("at least 16 bytes, but has 14");
    }

    @Test
    void chunksMustComeOnceAndInOrder() {
        assertThat(refusalOf(begin().chunk("data", TWO_SAMPLES)
                        .fmt(1, 1, 8000, 2, 16)
                        .sized()))
                .hasMessageContaining("data chunk where the fmt chunk is still to come");
        assertThat(refusalOf(beginWithFmt()
                        .fmt(1, 1, 8000, 2, 16)
                        .chunk("data", TWO_SAMPLES)
                        .sized()))
                .hasMessageContaining("fmt chunk where the data chunk is still to come");
        assertThat(refusalOf(begin().sized())).hasMessageContaining("ends without one");
        assertThat(refusalOf(beginWithFmt().sized())).hasMessageContaining("data chunk");
        assertThat(refusalOf(beginWithFmt().raw((byte) 'd', (byte) 'a').sized()))
                .hasMessageContaining("chunk header");
        assertThat(refusalOf(beginWithFmt().raw(new byte[100]).sized()))
                .hasMessageContaining("\"\\x00\\x00\\x00\\x00\"");
        byte[] avi = WavBytes.pcm16(1);
        avi[8] = 'A';
        assertThat(refusalOf(avi))
                .hasMessageContaining("AAVE")
                .extracting("byteOffset")
                .isEqualTo(8L);
    }

    @Test
    void limitsAreInclusive() throws IOException {
        byte[] wav = WavBytes.plain(1, 2, 8000, 16, new byte[4 * 800]);
        AudioLimits exact = new AudioLimits(wav.length, 2, 8000, 0.1, 1600, 10);
        assertThat(AudioClip.read(new ByteArrayInputStream(wav), exact).frames())
                .isEqualTo(800);
        assertThat(beyond(wav, exact.withMaxBytes(wav.length - 1))).hasMessageContaining("maxBytes");
        assertThat(beyond(wav, exact.withMaxChannels(1))).hasMessageContaining("from 1 to 1, but was 2");
        assertThat(beyond(wav, exact.withMaxSampleRateHz(7999))).hasMessageContaining("7999 Hz, but was 8000");
        assertThat(beyond(wav, exact.withMaxSeconds(0.0999))).hasMessageContaining("maxSeconds");
        assertThat(beyond(wav, exact.withMaxSamples(1599))).hasMessageContaining("maxSamples");

        byte[] streamed = wav.clone();
        Arrays.fill(streamed, 40, 44, (byte) 0xFF);
        assertThat(AudioClip.read(new ByteArrayInputStream(streamed), exact).frames())
                .isEqualTo(800);
        assertThat(beyond(streamed, exact.withMaxBytes(wav.length - 1))).hasMessageContaining("maxBytes");
        assertThat(beyond(streamed, exact.withMaxSeconds(0.0999))).hasMessageContaining("maxSeconds");
        assertThat(beyond(streamed, exact.withMaxSamples(1599))).hasMessageContaining("maxSamples");
    }

    private static AudioFormatException beyond(byte[] wav, AudioLimits limits) {
        AudioFormatException refusal = refusalOf(wav, limits);
        assertThat(refusal.kind()).isEqualTo(AudioFormatException.Kind.BEYOND_LIMITS);
        return refusal;
    }

    @Test
    void otherFormatsAreNamed() {
        Map<String, String> heads = Map.ofEntries(
                Map.entry("fLaC\0\0\0\42", "FLAC"),
                Map.entry("OggS\0\2", "Ogg"),
                Map.entry("ID3\4\0", "MP3"),
                Map.entry("FORM\0\0\0\0AIFF", "AIFF"),
                Map.entry("FORM\0\0\0\0AIFC", "AIFF-C"),
                Map.entry("\0\0\0\40ftypM4A ", "MP4"),
                Map.entry("\u00ff\u00fb\u0090\0", "MP3"),
                Map.entry("\u00ff\u00f1\u0050\u0080", "AAC"),
                Map.entry("caff\0\1", "Core Audio"),
                Map.entry("\u001aE\u00df\u00a3", "Matroska or WebM"),
                Map.entry(".snd\0", "Sun AU"),
                Map.entry("riff\0", "Sony Wave64"),
                Map.entry("#!AMR\n", "AMR"),
                Map.entry("wvpk\0", "WavPack"),
                Map.entry("0&\u00b2u", "ASF"));
        heads.forEach((head, name) -> assertThat(refusalOf(head.getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("must be a WAV file, but seems to be " + name)
                .hasMessageContaining("convert it to WAV"));
    }

    @Test
    void unknownBytesAreQuoted() {
        assertThat(refusalOf("<html>".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("begins with \"<htm\"");
        assertThat(refusalOf(new byte[] {7})).hasMessageContaining("begins with \"\\x07\"");
        assertThatThrownBy(() -> read(new byte[] {'R', 'I', 'F', 'F', 0})).hasMessageContaining("RIFF header");
    }
}
