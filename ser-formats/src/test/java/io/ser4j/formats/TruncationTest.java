package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioFormatException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are cut off anywhere are refused, and never silently shorter if the format makes that detectable. */
class TruncationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo-16.flac",
                "mono-8.flac",
                "stereo-24-96k.flac",
                "stereo-44k.mp3",
                "mono-vbr.mp3",
                "stereo-44k.ogg",
                "mono-16k.ogg",
                "mono.opus"
            })
    void eachCutIsRefused(String name) {
        byte[] file = Decoded.file(name);
        for (int length = 0; length < file.length; length += step(file)) {
            assertThat(framesOf(file, length))
                    .as("%s cut to %d of %d bytes", name, length, file.length)
                    .isEqualTo(-1);
        }
        assertThat(framesOf(file, file.length - 1))
                .as("%s without its last byte", name)
                .isEqualTo(-1);
    }

    /** Without a tag an MP3 stream may end after any frame. */
    @ParameterizedTest
    @ValueSource(strings = {"untagged.mp3", "mono-16k.mp3", "mono-8k.mp3"})
    void anUntaggedStreamEndsBetweenFramesOnly(String name) {
        byte[] file = Decoded.file(name);
        int whole = framesOf(file, file.length);
        int read = 0;
        for (int length = 0; length < file.length; length++) {
            int frames = framesOf(file, length);
            if (frames >= 0) {
                read++;
                assertThat(frames).isLessThan(whole).isEqualTo(576 * read);
            }
        }
        assertThat(read).isEqualTo(whole / 576 - 1);
    }

    /** Not all recorders mark the last page, so the end of an Ogg stream does not show that pages are missing. */
    @Test
    void anOggStreamEndsBetweenPagesOnly() {
        byte[] file = Decoded.file("stereo.opus");
        int whole = framesOf(file, file.length);
        int length = 0;
        int read = 0;
        for (byte[] page : OggFiles.pages(file)) {
            length += page.length;
            int frames = framesOf(file, length);
            assertThat(framesOf(file, length - 1)).isEqualTo(-1);
            assertThat(frames).isBetween(-1, whole);
            read += frames > 0 ? 1 : 0;
        }
        assertThat(framesOf(file, length)).isEqualTo(whole);
        assertThat(read).isGreaterThan(1);
    }

    /** The step for about two hundred cuts of each file. */
    private static int step(byte[] file) {
        return Math.max(1, file.length / 200);
    }

    /** How many frames are decoded, or -1 if the file is refused, as the library's reader does if there are none. */
    private static int framesOf(byte[] file, int length) {
        try {
            int frames = Decoded.of(Arrays.copyOf(file, length)).frames();
            return frames == 0 ? -1 : frames;
        } catch (AudioFormatException e) {
            assertThat(e.byteOffset()).isBetween(0L, (long) length);
            return -1;
        } catch (IOException | RuntimeException e) {
            throw new AssertionError(length + " bytes ended in " + e, e);
        }
    }
}
