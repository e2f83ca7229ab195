package io.ser4j.examples.head;

import io.ser4j.Emotion;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What a head answers on average, by which it can learn a voice; see {@link io.ser4j.spi.ModelSpec#MEAN_LOGITS}. */
final class AverageLogits {
    private AverageLogits() {}

    /**
     * The mean over the classes of the mean over their clips of the logits, freed of their own mean.
     *
     * @param answers to clips that were not learnt from
     * @param classes of the head; answers of heads that were taught fewer do not count
     * @return a number for each class; empty where there is no answer to the clips of a class
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
