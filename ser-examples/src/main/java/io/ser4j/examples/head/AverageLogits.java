package io.ser4j.examples.head;

import io.ser4j.Emotion;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The average logits of a head, which it needs to learn voices; see {@link io.ser4j.spi.ModelSpec#MEAN_LOGITS}. */
final class AverageLogits {
    private AverageLogits() {}

    /**
     * The mean, over classes, of the mean logits of their clips; the mean of each clip's logits is subtracted first.
     *
     * @param answers to clips that were not trained on
     * @param classes the classes of the head; answers of heads trained on fewer are ignored
     * @return a number for each class; empty if there is no answer to a clip of some class
     */
    static Optional<List<Double>> of(List<Answer> answers, List<Emotion> classes) {
        double[] sums = new double[classes.size()];
        for (Emotion emotion : classes) {
            List<double[]> centred = answers.stream()
                    .filter(answer -> answer.emotion().equals(emotion) && answer.logits().length == classes.size())
                    .map(answer -> centred(answer.logits()))
                    .toList();
            if (centred.isEmpty()) {
                return Optional.empty();
            }
            for (double[] logits : centred) {
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += logits[i] / centred.size() / classes.size();
                }
            }
        }
        return Optional.of(DoubleStream.of(sums).boxed().toList());
    }

    private static double[] centred(double[] logits) {
        double mean = DoubleStream.of(logits).average().orElseThrow();
        return IntStream.range(0, logits.length)
                .mapToDouble(i -> logits[i] - mean)
                .toArray();
    }
}
