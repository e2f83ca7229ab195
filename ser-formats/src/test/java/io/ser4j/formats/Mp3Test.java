package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Frames, tags and what surrounds them. */
class Mp3Test {
    /** The size of a frame of 576 samples at 24 kbit/s and 16 kHz. */
    private static final int FRAME_BYTES = 108;

    @Test
    void tagsAroundTheAudioAreSkipped() throws IOException {
        byte[] file = Decoded.file("stereo-44k.mp3");
        byte[] id3v2 = {'I', 'D', '3', 3, 0, 0, 0, 0, 1, 2};
        byte[] id3v1 = Arrays.copyOf("TAG".getBytes(StandardCharsets.US_ASCII), 128);
        byte[] tagged = join(id3v2, new byte[130], file, id3v1);
        assertThat(Decoded.of(tagged).samples).isEqualTo(Decoded.of(file).samples);
        assertThat(Decoded.of(join(file, new byte[50])).samples).isEqualTo(Decoded.of(file).samples);
    }

    @Test
    void joinedFilesAreDecodedToTheEndWhateverTagsAreBetween() throws IOException {
        byte[] file = Decoded.file("untagged.mp3");
        byte[] id3v1 = Arrays.copyOf("TAG".getBytes(StandardCharsets.US_ASCII), 128);
        byte[] id3v2 = {'I', 'D', '3', 3, 0, 0, 0, 0, 0, 0};
        int frames = Decoded.of(join(file, file)).frames();
        assertThat(Decoded.of(join(file, id3v1, file)).frames()).isEqualTo(frames);
        assertThat(Decoded.of(join(file, id3v1, id3v1, id3v2, file, id3v1)).frames())
                .isEqualTo(frames);
        assertThat(Decoded.of(join(file, id3v1, "made by hand".getBytes(StandardCharsets.US_ASCII)))
                        .frames())
                .as("what follows the tag is ignored")
                .isEqualTo(frames / 2);
    }

    @Test
    void refusesFewerFramesThanTheTagStates() {
        byte[] file = Decoded.file("mono-vbr.mp3");
        int frames = indexOf(file, "Xing") + 8;
        file[frames + 3] += 2;
        assertThatThrownBy(() -> Decoded.of(file))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("frames, as its first one states, but ends after");
    }

    /** Programs that cut MP3 files without decoding them, such as mp3splt, count the frame that the tag is in. */
    @Test
    void readsAStreamWhoseTagCountsItsOwnFrame() throws IOException {
        byte[] file = Decoded.file("mono-vbr.mp3");
        float[] whole = Decoded.of(file).samples;
        file[indexOf(file, "Xing") + 11]++;
        assertThat(Decoded.of(file).samples).startsWith(whole);
    }

    @Test
    void keepsTheDelaysIfNoTagStatesThem() throws IOException {
        byte[] file = Decoded.file("mono-vbr.mp3");
        int whole = Decoded.of(file).frames();
        file[indexOf(file, "LAME")] = 'X';
        int untrimmed = Decoded.of(file).frames();
        assertThat(untrimmed % 1152).isZero();
        assertThat(untrimmed).isGreaterThan(whole + 576 + 529);
    }

    @Test
    void refusesAStreamOfAnotherFormatAtTheEnd() {
        byte[] file = join(Decoded.file("mono-16k.mp3"), Decoded.file("mono-8k.mp3"));
        assertThatThrownBy(() -> Decoded.of(file))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("must keep its format (16000 Hz, 1 channels), but changes to 8000 Hz");
    }

    @Test
    void refusesBytesBetweenFrames() {
        byte[] file = Decoded.file("untagged.mp3");
        byte[] broken = join(Arrays.copyOf(file, 3 * FRAME_BYTES), new byte[] {1, 2, 3, 4}, file);
        assertThatThrownBy(() -> Decoded.of(broken))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("must continue with a layer III frame")
                .hasMessageContaining("(at byte " + 3 * FRAME_BYTES + ")");
    }

    /** The library's tables are static. */
    @Test
    void manyThreadsDecodeAlike() throws IOException, InterruptedException, ExecutionException {
        byte[] file = Decoded.file("stereo-44k.mp3");
        List<Callable<float[]>> tasks = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            tasks.add(() -> Decoded.of(file).samples);
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<float[]> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isEqualTo(Decoded.of(file).samples);
            }
        } finally {
            threads.shutdown();
        }
    }

    private static int indexOf(byte[] file, String text) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
