package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.AudioLimits;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.SerException;
import io.ser4j.Voice;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options {@code --voice} and {@code --voice-emotion}. */
final class VoiceChoice {
    /** All are held in memory at once, and more would hardly help. */
    private static final int MAX_CLIPS = 100;

    private static final int MAX_SECONDS = 600;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--voice",
            paramLabel = "FILE",
            description =
                    "Other clips of the same speaker, in different moods (no labels needed): the model's bias on this"
                            + " voice is learnt from them and subtracted. A file, a folder or @LIST; repeat the option for more files,"
                            + " since only the first of voice/*.wav would belong to it. At most "
                            + MAX_CLIPS
                            + " clips; five help on average, but not every speaker; a long recording counts as several. At most "
                            + MAX_SECONDS + " s in all.")
    private List<String> files = List.of();

    @Option(
            names = "--voice-emotion",
            paramLabel = "LABEL",
            description =
                    "The emotion of all --voice clips, such as neutral, if they are all in one mood; without it this mood would"
                            + " be taken for a part of the voice.")
    private Optional<String> emotion = Optional.empty();

    /** The given names and emotion, if a voice was given. Only the names: a folder may contain other clips another time. */
    Optional<String> name() {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(String.join(" ", files)
                + emotion.map(label -> " (" + label + ")").orElse(""));
    }

    /**
     * Returns the classifier, or one for the voice if one was given; closing the latter does not close the former.
     *
     * @param selection the part of each clip to use, such as a channel
     * @throws SerException if a file cannot be read, there are too many, or the model cannot learn the voice
     * @throws ParameterException if there is an emotion without a voice, or it is none of the model's
     */
    EmotionClassifier knownTo(EmotionClassifier classifier, UnaryOperator<AudioClip> selection) {
        if (files.isEmpty()) {
            emotion.ifPresent(label -> {
                throw new ParameterException(command.commandLine(), "--voice-emotion requires --voice");
            });
            return classifier;
        }
        Optional<Emotion> given =
                emotion.map(label -> ModelChoice.emotion("--voice-emotion", label, classifier, command.commandLine()));
        List<AudioClip> clips = new ArrayList<>();
        new AudioFiles(files).forEach(input -> clips.add(read(input, selection, clips)));
        try {
            return classifier.forVoice(given.map(each -> Voice.enrol(classifier, Map.of(each, clips)))
                    .orElseGet(() -> Voice.enrol(classifier, clips)));
        } catch (SerException e) {
            throw unusable(e.getMessage(), e);
        }
    }

    private static AudioClip read(AudioFiles.Input input, UnaryOperator<AudioClip> selection, List<AudioClip> before) {
        double left = MAX_SECONDS
                - before.stream().mapToDouble(AudioClip::durationSeconds).sum();
        if (before.size() == MAX_CLIPS || left <= 0) {
            throw unusable(
                    "must be at most " + MAX_CLIPS + " files of " + MAX_SECONDS + " s in all, but there are more",
                    null);
        }
        if (input.failure().isPresent()) {
            throw unusable(input.name() + ": " + input.failure().get(), null);
        }
        try {
            return selection.apply(
                    AudioClip.read(Path.of(input.name()), AudioLimits.defaults().withMaxSeconds(left)));
        } catch (IOException | SerException | InvalidPathException e) {
            throw unusable(input.name() + ": " + Reasons.of(input.name(), e), e);
        }
    }

    private static SerException unusable(String reason, Exception cause) {
        return new SerException("--voice: " + reason, cause);
    }
}
