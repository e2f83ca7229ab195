package io.ser4j.onnx.internal;

import io.ser4j.AudioLimits;
import io.ser4j.AudioReader;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.onnx.Voices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program that {@link RecordingSoakTest} runs in a child JVM: reads a long WAV file, generated as it is read. */
final class RecordingSoak {
    private static final int RATE_HZ = 16_000;
    private static final int VOICED_SECONDS = 6;
    private static final int PERIOD_SECONDS = 60;

    private RecordingSoak() {}

    public static void main(String[] arguments) throws IOException {
        long seconds = Long.parseLong(arguments[0]);
        List<EmotionSegment> segments = new ArrayList<>();
        try (EmotionClassifier classifier =
                        EmotionClassifier.builder().model("tess-lstm").build();
                AudioReader reader = AudioReader.open(new Wav(seconds), AudioLimits.streaming())) {
            classifier.classifyWindows(reader, classifier.windows(), segments::add);
        }
        long voiced = segments.stream().filter(segment -> !segment.isSilence()).count();
        System.out.println("segments " + segments.size() + ", with a voice " + voiced + ", end "
                + segments.get(segments.size() - 1).endSeconds());
    }

    /** A streamed WAV file of 16-bit samples: its header leaves the sizes open. */
    private static final class Wav extends InputStream {
        private static final int PERIOD = PERIOD_SECONDS * RATE_HZ;

        private final byte[] header;
        private final byte[] period = new byte[2 * PERIOD];
        private final long end;
        private long position;

        Wav(long seconds) {
            header = header();
            end = header.length + 2 * seconds * RATE_HZ;
            ByteBuffer samples = ByteBuffer.wrap(period).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < PERIOD; i++) {
                samples.putShort((short) (32_767 * Voices.turns(i, RATE_HZ, VOICED_SECONDS, PERIOD_SECONDS)));
            }
        }

        private static byte[] header() {
            return ByteBuffer.allocate(44)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                    .putInt(-1)
                    .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                    .putInt(16)
                    .putShort((short) 1)
                    .putShort((short) 1)
                    .putInt(RATE_HZ)
                    .putInt(2 * RATE_HZ)
                    .putShort((short) 2)
                    .putShort((short) 16)
                    .put("data".getBytes(StandardCharsets.US_ASCII))
                    .putInt(-1)
                    .array();
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (position == end) {
                return -1;
            }
            byte[] source = position < header.length ? header : period;
            int from = (int) (position < header.length ? position : (position - header.length) % period.length);
            int count = (int) Math.min(Math.min(length, source.length - from), end - position);
            System.arraycopy(source, from, target, offset, count);
            position += count;
            return count;
        }
    }
}
