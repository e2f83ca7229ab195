package io.ser4j.examples.cli;

import io.ser4j.AudioWarning;
import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionScore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Text for people: the file, then a bar per class, the most probable one first. */
record TextRows(List<Emotion> classes, Bars bars) implements ResultRows {
    @Override
    public Optional<String> heading() {
        return Optional.empty();
    }

    @Override
    public String result(String file, EmotionResult result) {
        int width = classes.stream().mapToInt(c -> c.label().length()).max().orElse(0);
        StringBuilder text = new StringBuilder(Output.printable(file))
                .append(": ")
                .append(Moment.word(result))
                .append(result.decision().map(c -> ", " + percent(result.top())).orElse(""))
                .append('\n');
        for (EmotionScore score : result.scores()) {
            String line = String.format(
                    Locale.ROOT,
                    "  %-" + width + "s  %7s  %s",
                    score.emotion(),
                    percent(score),
                    bars.draw(score.probability()));
            text.append(line.stripTrailing()).append('\n');
        }
        for (AudioWarning warning : result.warnings()) {
            text.append("  ! ").append(warning).append('\n');
        }
        return text.toString();
    }

    @Override
    public Optional<String> failure(String file, String reason) {
        return Optional.empty();
    }

    @Override
    public boolean hasQuotedLineBreaks() {
        return false;
    }

    /** Text cannot be read back with certainty. */
    @Override
    public Optional<Earlier> read(String row) {
        return Optional.empty();
    }

    private static String percent(EmotionScore score) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * score.probability());
    }
}
