package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.SerException;
import io.ser4j.Voice;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --voice}. */
final class VoiceChoice {
    /** All are held in memory at once, and more tell no more. */
    private static final int MOST_CLIPS = 100;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--voice",
            paramLabel = "FILE",
            description = "Other clips of the person who speaks, at most " + MOST_CLIPS + " files, folders or @LIST, in"
                    + " different moods, which nobody has to tell: answers are corrected by how the model hears this"
                    + " voice whatever it feels. Five clips help much. May be repeated.")
    private List<String> files = List.of();

    /** The classifier, for the voice if one was given; closing it does not close the one that is given. What cannot be heard is wrong usage. */
    EmotionClassifier knownTo(EmotionClassifier classifier) {
        if (files.isEmpty()) {
            return classifier;
        }
        List<AudioClip> clips = new ArrayList<>();
        new AudioFiles(files).forEach(input -> clips.add(read(input, clips.size())));
        try {
            return classifier.forVoice(Voice.enrol(classifier, clips));
        } catch (SerException e) {
            throw wrong(e.getMessage(), e);
        }
    }

    private AudioClip read(AudioFiles.Input input, int before) {
        if (before == MOST_CLIPS) {
            throw wrong("at most " + MOST_CLIPS + " files, but there are more", null);
        }
        if (input.failure().isPresent()) {
            throw wrong(input.name() + ": " + input.failure().get(), null);
        }
        try {
            return AudioClip.read(Path.of(input.name()));
        } catch (IOException | SerException | InvalidPathException e) {
            throw wrong(input.name() + ": " + Reasons.of(input.name(), e), e);
        }
    }

    private ParameterException wrong(String reason, Exception cause) {
        return new ParameterException(command.commandLine(), "--voice: " + reason, cause);
    }
}
