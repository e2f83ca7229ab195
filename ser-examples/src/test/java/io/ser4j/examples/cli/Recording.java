package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A longer recording made of the sample clips, with silences between them. */
final class Recording {
    static final int HEADER_BYTES = 44;
    static final int RATE = 16_000;

    private Recording() {}

    /** Two voices, the first of which the demonstration backend calls calm and the second excited: 4 s, 4 s of silence, 4 s. */
    static short[] calmSilentBrisk() throws IOException {
        short[] samples = new short[12 * RATE];
        fill(samples, 0, Samples.CALM, 0.3);
        fill(samples, 8 * RATE, Samples.BRISK, 1);
        return samples;
    }

    /** The same two voices at once, for 4 s, the first one on the left channel and the second one on the right. */
    static short[] calmBesideBrisk() throws IOException {
        short[] oneByOne = calmSilentBrisk();
        short[] frames = new short[2 * 4 * RATE];
        for (int i = 0; i < 4 * RATE; i++) {
            frames[2 * i] = oneByOne[i];
            frames[2 * i + 1] = oneByOne[8 * RATE + i];
        }
        return frames;
    }

    /** Repeats the voice of a clip for 4 s, whatever its rate: a faster voice is still a voice. */
    private static void fill(short[] samples, int start, String clip, double gain) throws IOException {
        float[] voice = AudioClip.read(Path.of(clip)).toMono();
        for (int i = 0; i < 4 * RATE; i++) {
            samples[start + i] = (short) (32_000 * gain * voice[i % voice.length]);
        }
    }

    /** A file of 16-bit PCM, mono. */
    static byte[] wav(short[] samples, int rateHz) {
        return wav(samples, rateHz, 1);
    }

    /** A file of 16-bit PCM, of interleaved channels. */
    static byte[] wav(short[] samples, int rateHz, int channels) {
        int bytes = 2 * samples.length;
        ByteBuffer wav = ByteBuffer.allocate(HEADER_BYTES + bytes).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(wav.capacity() - 8);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) channels).putInt(rateHz).putInt(2 * channels * rateHz);
        wav.putShort((short) (2 * channels)).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes);
        wav.asShortBuffer().put(samples);
        return wav.array();
    }
}
