package io.ser4j.examples.head;

import io.ser4j.Emotion;
import io.ser4j.EmotionScore;
import io.ser4j.head.LinearLayer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A trained layer, with the settings that were chosen for it.
 *
 * @param classes the classes, in the order of the logits
 * @param layer the layer
 * @param strength the strength of the L2 penalty
 * @param temperature the temperature of the logits
 * @param averageLogits the average logits, by which the head learns voices; empty if there are too few answers to compute them
 */
public record TrainedLayer(
        List<Emotion> classes,
        LinearLayer layer,
        double strength,
        double temperature,
        Optional<AverageLogits> averageLogits) {
    /**
     * Copies the classes.
     *
     * @param classes as above
     * @param layer as above
     * @param strength as above
     * @param temperature as above
     * @param averageLogits as above
     */
    public TrainedLayer {
        classes = List.copyOf(classes);
        Objects.requireNonNull(layer, "layer");
        Objects.requireNonNull(averageLogits, "averageLogits");
    }

    /** The probabilities of the given classes, the most probable first; a class that was not trained has 0. */
    List<EmotionScore> scores(EmbeddedClip clip, List<Emotion> all) {
        double[] probabilities = Softmax.probabilities(layer.logits(clip.embedding()), temperature);
        List<EmotionScore> scores = new ArrayList<>();
        for (Emotion emotion : all) {
            int place = classes.indexOf(emotion);
            scores.add(new EmotionScore(emotion, place < 0 ? 0 : Math.min(1, probabilities[place])));
        }
        scores.sort(Comparator.comparingDouble(EmotionScore::probability).reversed());
        return scores;
    }
}
