package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.examples.plot.ClipPicture;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plot",
        description = "Draws waveform, log-mel spectrogram and class probabilities of an audio file.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExample:%n",
        footer = "  java -jar ser.jar plot voice.wav --out voice.png")
final class PlotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private VoiceChoice voice;

    @Mixin
    private ChannelChoice channel;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "The PNG file to write.")
    private String out;

    @Parameters(paramLabel = "FILE", description = "An audio file.")
    private String file;

    @Override
    public Integer call() {
        System.setProperty("java.awt.headless", "true");
        Output output = new Output(spec.commandLine());
        PictureFile picture = new PictureFile("--out", out, spec.commandLine());
        picture.requirePossible();
        try (EmotionClassifier opened = model.open(answers::applyTo)) {
            EmotionClassifier classifier = voice.knownTo(opened, channel::ofVoice);
            output.withClip(file, clip -> {
                AudioClip heard = channel.of(clip);
                EmotionResult result = classifier.classify(heard);
                result.warnings().forEach(warning -> output.note(file + ": " + warning));
                String title =
                        title(channel.titleOf(file), result, classifier.spec().id());
                picture.write(() -> ClipPicture.draw(title, heard, result), output);
            });
        }
        return output.exitCode();
    }

    static String title(String recording, EmotionResult result, String model) {
        String confidence = result.decision()
                .map(decided -> Moment.percent(result.top().probability()) + ", ")
                .orElse("");
        return recording + ": " + Moment.word(result) + " (" + confidence + model + ")";
    }
}
