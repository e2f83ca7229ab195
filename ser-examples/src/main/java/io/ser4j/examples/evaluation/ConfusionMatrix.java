package io.ser4j.examples.evaluation;

import io.ser4j.Emotion;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often clips of each class were answered with each class, and the rates derived from these counts. A rate of 0 / 0 is 0, as
 * in scikit-learn with {@code zero_division=0}.
 */
public final class ConfusionMatrix {
    private final List<Emotion> classes;
    private final long[][] counts;

    private ConfusionMatrix(List<Emotion> classes, long[][] counts) {
        this.classes = classes;
        this.counts = counts;
    }

    /**
     * Counts pairs of truth and answer.
     *
     * @param classes every class that may occur, in the order of rows and columns
     * @param truths the class of each clip
     * @param answers the answer to each clip, in the same order
     * @return the matrix
     * @throws IllegalArgumentException if a truth or an answer is none of the classes, or truths and answers differ in number
     */
    public static ConfusionMatrix of(List<Emotion> classes, List<Emotion> truths, List<Emotion> answers) {
        if (truths.size() != answers.size()) {
            throw new IllegalArgumentException(
                    "answers must be as many as truths, " + truths.size() + ", but were " + answers.size());
        }
        List<Emotion> rows = List.copyOf(classes);
        long[][] counts = new long[rows.size()][rows.size()];
        for (int i = 0; i < truths.size(); i++) {
            counts[place(rows, truths.get(i))][place(rows, answers.get(i))]++;
        }
        return new ConfusionMatrix(rows, counts);
    }

    private static int place(List<Emotion> classes, Emotion emotion) {
        int place = classes.indexOf(emotion);
        if (place < 0) {
            throw new IllegalArgumentException("class must be one of " + classes + ", but was " + emotion);
        }
        return place;
    }

    /** The sum of matrices over the same classes, of which there is at least one. */
    static ConfusionMatrix sum(List<ConfusionMatrix> parts) {
        int size = parts.get(0).counts.length;
        long[][] counts = new long[size][size];
        for (ConfusionMatrix part : parts) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    counts[i][j] += part.counts[i][j];
                }
            }
        }
        return new ConfusionMatrix(parts.get(0).classes, counts);
    }

    /**
     * The classes.
     *
     * @return in the order of rows and columns
     */
    public List<Emotion> classes() {
        return classes;
    }

    /**
     * The classes that have clips.
     *
     * @return those with a support above 0, in the order of {@link #classes()}
     */
    public List<Emotion> truthClasses() {
        return IntStream.range(0, classes.size())
                .filter(i -> support(i) > 0)
                .mapToObj(classes::get)
                .toList();
    }

    /**
     * One cell.
     *
     * @param truth the index of the true class, which is the row
     * @param answer the index of the answered class, which is the column
     * @return how many clips of the true class were answered with the other
     */
    public long count(int truth, int answer) {
        return counts[truth][answer];
    }

    /**
     * How many clips a class has.
     *
     * @param index the index of the class
     * @return the sum of its row
     */
    public long support(int index) {
        return IntStream.range(0, classes.size())
                .mapToLong(j -> counts[index][j])
                .sum();
    }

    /**
     * How often a class was answered.
     *
     * @param index the index of the class
     * @return the sum of its column
     */
    public long answered(int index) {
        return IntStream.range(0, classes.size())
                .mapToLong(i -> counts[i][index])
                .sum();
    }

    /**
     * The recall of a class: the share of right answers among its clips.
     *
     * @param index the index of the class
     * @return in [0, 1]
     */
    public double recall(int index) {
        return ratio(counts[index][index], support(index));
    }

    /**
     * The precision of a class: the share of right answers among those that name it.
     *
     * @param index the index of the class
     * @return in [0, 1]
     */
    public double precision(int index) {
        return ratio(counts[index][index], answered(index));
    }

    /**
     * The F1 score of a class: the harmonic mean of precision and recall.
     *
     * @param index the index of the class
     * @return in [0, 1]
     */
    public double f1(int index) {
        return ratio(2.0 * counts[index][index], support(index) + answered(index));
    }

    /**
     * The unweighted average recall: the mean of the recalls of the classes that have clips, scikit-learn's
     * {@code balanced_accuracy_score}.
     *
     * @return in [0, 1]
     */
    public double uar() {
        return IntStream.range(0, classes.size())
                .filter(i -> support(i) > 0)
                .mapToDouble(this::recall)
                .average()
                .orElse(0);
    }

    /**
     * The accuracy: the share of right answers.
     *
     * @return in [0, 1]
     */
    public double accuracy() {
        return ratio(
                IntStream.range(0, classes.size()).mapToLong(i -> counts[i][i]).sum(), total());
    }

    /**
     * How many clips were counted.
     *
     * @return the sum of all cells
     */
    public long total() {
        return IntStream.range(0, classes.size()).mapToLong(this::support).sum();
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
