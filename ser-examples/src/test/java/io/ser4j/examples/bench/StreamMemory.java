package io.ser4j.examples.bench;

import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures the heap that a live stream holds in the middle of a voice, averaged over many streams. */
final class StreamMemory {
    private static final int STREAMS = 200;
    private static final int SECONDS = 8;

    private StreamMemory() {}

    /** Bytes per stream of a model, at its rate with its own windows. */
    static double bytesPerStream(String model) throws IOException {
        try (EmotionClassifier classifier =
                EmotionClassifier.builder().model(model).build()) {
            float[] samples = Speech.samples(SECONDS, classifier.sampleRateHz());
            // Allocates what all streams share before the first measurement.
            feed(open(classifier, 1), samples);
            long before = usedBytes();
            List<EmotionStream> streams = open(classifier, STREAMS);
            feed(streams, samples);
            double bytes = (double) (usedBytes() - before) / STREAMS;
            streams.forEach(EmotionStream::close);
            return bytes;
        }
    }

    private static List<EmotionStream> open(EmotionClassifier classifier, int count) {
        List<EmotionStream> streams = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            streams.add(classifier.stream(classifier.sampleRateHz()).open());
        }
        return streams;
    }

    private static void feed(List<EmotionStream> streams, float[] samples) {
        int piece = 400;
        for (int done = 0; done + piece <= samples.length; done += piece) {
            for (EmotionStream stream : streams) {
                stream.push(samples, done, piece);
            }
        }
    }

    private static long usedBytes() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return least;
    }
}
