package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionResult;
import io.ser4j.EmotionScore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How {@code classify} writes down one result. */
enum ResultFormat {
    /** For people: the file, then a bar per class, the most probable one first. */
    TEXT {
        @Override
        String render(String file, EmotionResult result, List<Emotion> classes, Bars bars) {
            int width = classes.stream().mapToInt(c -> c.label().length()).max().orElse(0);
            StringBuilder text = new StringBuilder(file)
                    .append(": ")
                    .append(result.top().emotion())
                    .append(", ")
                    .append(percent(result.top()))
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
            return text.toString();
        }
    },
    /** For programs: one object per line, the classes in the model's own order. */
    JSON {
        @Override
        String render(String file, EmotionResult result, List<Emotion> classes, Bars bars) {
            String scores = classes.stream()
                    .map(c -> Json.string(c.label()) + ':' + Json.number(result.probability(c)))
                    .collect(Collectors.joining(", ", "{", "}"));
            return "{\"file\":" + Json.string(file)
                    + ", \"emotion\":" + Json.string(result.top().emotion().label())
                    + ", \"probability\":" + Json.number(result.top().probability())
                    + ", \"scores\":" + scores + '}';
        }
    };

    /** The lines for one result, without the last line break. */
    abstract String render(String file, EmotionResult result, List<Emotion> classes, Bars bars);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String percent(EmotionScore score) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * score.probability());
    }
}
