package io.ser4j.examples.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.TargetDataLine;

/** The system's default microphone. */
final class Microphone implements LiveInput {
    private static final int BITS = 16;

    private final TargetDataLine line;

    private Microphone(TargetDataLine line) {
        this.line = line;
    }

    /** Opens the microphone and starts it. */
    static LiveInput open(int sampleRateHz) throws IOException {
        AudioFormat format = new AudioFormat(sampleRateHz, BITS, 1, true, false);
        try {
            TargetDataLine line = AudioSystem.getTargetDataLine(format);
            line.open(format);
            line.start();
            return new Microphone(line);
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
            throw new IOException(
                    "no microphone that gives 16-bit mono at " + sampleRateHz + " Hz can be opened: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public int read(short[] samples) {
        byte[] bytes = new byte[samples.length * Short.BYTES];
        int count = line.read(bytes, 0, bytes.length) / Short.BYTES;
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples, 0, count);
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() {
        line.close();
    }
}
