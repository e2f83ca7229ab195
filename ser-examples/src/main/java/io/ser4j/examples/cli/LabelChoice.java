package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.LabelMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --map}. */
final class LabelChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--map",
            paramLabel = "LABEL=EMOTION",
            description =
                    "The emotion that a label stands for, in addition to or instead of the built-in spellings"
                            + " (happiness=happy, ps=surprise, ...); with nothing after the equals sign its clips are dropped. May be repeated.")
    private Map<String, String> map = new LinkedHashMap<>();

    /** A label map with the user's changes. */
    LabelMap on(LabelMap labels) {
        LabelMap changed = labels;
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String emotion = entry.getValue() == null ? "" : entry.getValue();
            try {
                changed = changed.with(
                        entry.getKey(), emotion.isEmpty() ? Optional.empty() : Optional.of(new Emotion(emotion)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), "--map: " + e.getMessage(), e);
            }
        }
        return changed;
    }
}
