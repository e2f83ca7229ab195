package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checks of Ogg files (checksums, page order, whole packets), and the effect of OpusHead and granule positions on the samples. */
class OggTest {
    private static final int FLAGS = 5;
    private static final int GRANULE = 6;
    private static final int SERIAL = 14;
    /** The body of a page with a single segment. */
    private static final int BODY = 28;

    @Test
    void refusesAMissingPage() {
        List<byte[]> pages = OggFiles.pages(Decoded.file("stereo.opus"));
        assertThat(pages).hasSizeGreaterThan(4);
        pages.remove(3);
        assertRefused(OggFiles.join(pages), "an Ogg page must have the number 3, but has 4");
    }

    /** A server of live streams sends the headers to each listener, and then the pages that come next. */
    @Test
    void readsAStreamThatGoesOnAnywhereAfterItsHeaders() throws IOException {
        List<byte[]> pages = OggFiles.pages(Decoded.file("stereo.opus"));
        pages.remove(2);
        long skipped =
                ByteBuffer.wrap(pages.remove(2)).order(ByteOrder.LITTLE_ENDIAN).getLong(GRANULE);
        int whole = Decoded.of(Decoded.file("stereo.opus")).frames();
        assertThat(Decoded.of(OggFiles.join(pages)).frames()).isEqualTo(whole - (int) skipped);
    }

    @Test
    void refusesAWrongChecksum() {
        byte[] file = Decoded.file("mono.opus");
        file[file.length - 10] ^= 4;
        assertRefused(file, "the checksum of an Ogg page must be");
    }

    /** Android's recorders mark no page as the last. */
    @Test
    void readsAStreamThatEndsWithAPageNotMarkedAsItsLast() throws IOException {
        for (String name : List.of("stereo.opus", "stereo-44k.ogg")) {
            List<byte[]> pages = OggFiles.pages(Decoded.file(name));
            pages.get(pages.size() - 1)[FLAGS] &= ~4;
            Decoded whole = Decoded.of(Decoded.file(name));
            Decoded unmarked = Decoded.of(OggFiles.join(pages));
            assertThat(Arrays.copyOf(unmarked.samples, whole.samples.length)).isEqualTo(whole.samples);
            assertThat(unmarked.frames()).isBetween(whole.frames(), whole.frames() + 1024);
        }
    }

    @Test
    void refusesAStreamThatEndsWithinAPacket() {
        for (String name : List.of("stereo.opus", "stereo-44k.ogg")) {
            List<byte[]> pages = OggFiles.pages(Decoded.file(name));
            byte[] last = pages.remove(pages.size() - 1);
            last[FLAGS] &= ~4;
            pages.add(withAnOpenPacket(last));
            assertRefused(OggFiles.join(pages), "the input must not end within an Ogg packet");
        }
    }

    @Test
    void refusesAStreamThatEndsWithinItsHeaders() {
        List<byte[]> pages = OggFiles.pages(Decoded.file("stereo.opus"));
        assertRefused(OggFiles.join(pages.subList(0, 1)), "an Ogg stream must hold 2 header packets, but holds 1");
    }

    /** Android's recorders state the position at which the packet of a page begins, 0 for the first. */
    @Test
    void readsAnOpusStreamWhosePositionsAreThoseOfTheBeginningOfPackets() throws IOException {
        List<byte[]> pages = OggFiles.pages(Decoded.file("stereo.opus"));
        for (byte[] page : pages.subList(2, pages.size())) {
            ByteBuffer bytes = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
            bytes.putLong(GRANULE, bytes.getLong(GRANULE) - 960);
        }
        assertThat(Decoded.of(OggFiles.join(pages)).samples).isEqualTo(Decoded.of(Decoded.file("stereo.opus")).samples);
    }

    @Test
    void refusesInterleavedStreams() {
        List<byte[]> pages = OggFiles.pages(Decoded.file("stereo.opus"));
        pages.get(2)[SERIAL]++;
        assertRefused(OggFiles.join(pages), "two are interleaved");
    }

    @Test
    void readsAChainOfStreamsOfOneFormat() throws IOException {
        for (String name : List.of("mono.opus", "stereo-44k.ogg")) {
            List<byte[]> pages = OggFiles.pages(Decoded.file(name));
            List<byte[]> chain = new ArrayList<>(pages);
            for (byte[] page : pages) {
                byte[] other = page.clone();
                other[SERIAL]++;
                chain.add(other);
            }
            float[] once = Decoded.of(Decoded.file(name)).samples;
            float[] twice = Decoded.of(OggFiles.join(chain)).samples;
            assertThat(twice).hasSize(2 * once.length).startsWith(once).endsWith(once);
        }
    }

    @Test
    void refusesAChainOfStreamsOfDifferentFormats() {
        List<byte[]> chain = OggFiles.pages(Decoded.file("mono.opus"));
        chain.addAll(OggFiles.pages(Decoded.file("stereo.opus")));
        assertRefused(OggFiles.join(chain), "the streams of an Ogg chain must be alike (48000 Hz, 1 channels)");
    }

    @Test
    void cutsTheEndAtTheLastGranulePosition() throws IOException {
        for (String name : List.of("stereo.opus", "stereo-44k.ogg")) {
            List<byte[]> pages = OggFiles.pages(Decoded.file(name));
            byte[] last = pages.get(pages.size() - 1);
            last[GRANULE] -= 5;
            Decoded cut = Decoded.of(OggFiles.join(pages));
            Decoded whole = Decoded.of(Decoded.file(name));
            assertThat(cut.frames()).isEqualTo(whole.frames() - 5);
            assertThat(whole.samples).startsWith(cut.samples);
        }
    }

    @Test
    void appliesThePreSkip() throws IOException {
        Decoded more = Decoded.of(withHead("stereo.opus", 10, (byte) 0, (byte) 2));
        Decoded whole = Decoded.of(Decoded.file("stereo.opus"));
        // 312 frames were skipped before, and 512 are now.
        assertThat(more.frames()).isEqualTo(whole.frames() - 200);
        assertThat(whole.samples).endsWith(more.samples);
    }

    @Test
    void appliesTheOutputGain() throws IOException {
        // -6 dB, in 256ths of a decibel.
        Decoded quieter = Decoded.of(withHead("mono.opus", 16, (byte) 0, (byte) -6));
        Decoded whole = Decoded.of(Decoded.file("mono.opus"));
        for (int i = 0; i < whole.samples.length; i++) {
            assertThat((double) quieter.samples[i]).isCloseTo(whole.samples[i] * Math.pow(10, -0.3), within(1e-6));
        }
    }

    @Test
    void refusesCodebooksThatAskForTooMuchMemory() {
        byte[] file = Decoded.file("stereo-44k.ogg");
        int book = new String(file, StandardCharsets.ISO_8859_1).indexOf("BCV");
        // After the mark come 16 bits of dimensions and 24 bits of entries.
        Arrays.fill(file, book + 5, book + 8, (byte) 0xFF);
        assertRefused(OggFiles.correctChecksums(file), "all codebooks together have up to 1048576 values");
    }

    @Test
    void refusesOtherChannelMappings() {
        assertRefused(withHead("mono.opus", 18, (byte) 255, (byte) 0), "an Opus channel mapping must be of family 0");
    }

    /** The page with the first 255 bytes of another packet at its end. */
    private static byte[] withAnOpenPacket(byte[] page) {
        int segments = page[BODY - 2] & 0xFF;
        int table = BODY - 1 + segments;
        byte[] longer = Arrays.copyOf(page, page.length + 1 + 255);
        longer[BODY - 2]++;
        longer[table] = (byte) 255;
        System.arraycopy(page, table, longer, table + 1, page.length - table);
        return longer;
    }

    /** Replaces two bytes of OpusHead, or only the first if it is the last of the page. */
    private static byte[] withHead(String name, int offset, byte first, byte second) {
        List<byte[]> pages = OggFiles.pages(Decoded.file(name));
        byte[] head = pages.get(0);
        head[BODY + offset] = first;
        if (BODY + offset + 1 < head.length) {
            head[BODY + offset + 1] = second;
        }
        return OggFiles.join(pages);
    }

    private static void assertRefused(byte[] file, String message) {
        assertThatThrownBy(() -> Decoded.of(file))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining(message);
    }
}
