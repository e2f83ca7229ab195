package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionResult;
import io.ser4j.examples.plot.ClipPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "plot",
        description = "Draws waveform, log-mel spectrogram and class probabilities of a WAV file.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExample:%n",
        footer = "  java -jar ser.jar plot voice.wav --out voice.png")
final class PlotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @Option(names = "--out", required = true, paramLabel = "PNG", description = "The picture to write.")
    private String out;

    @Parameters(paramLabel = "FILE", description = "A WAV file.")
    private String file;

    @Override
    public Integer call() {
        System.setProperty("java.awt.headless", "true");
        Output output = new Output(spec.commandLine());
        requireAnotherFile();
        try (EmotionClassifier classifier = model.open()) {
            output.withClip(file, clip -> write(draw(clip, classifier), output));
        }
        return output.exitCode();
    }

    /** The picture must not take the place of the recording. */
    private void requireAnotherFile() {
        try {
            if (Files.exists(Path.of(out)) && Files.isSameFile(Path.of(file), Path.of(out))) {
                throw new ParameterException(spec.commandLine(), "--out must not be the clip itself, but was " + out);
            }
        } catch (IOException | InvalidPathException e) {
            // Reading or writing will say what is wrong with the names.
            return;
        }
    }

    private BufferedImage draw(AudioClip clip, EmotionClassifier classifier) {
        EmotionResult result = classifier.classify(clip);
        String title = String.format(
                Locale.ROOT,
                "%s: %s (%.1f %%, %s)",
                Path.of(file).getFileName(),
                result.top().emotion(),
                100 * result.top().probability(),
                classifier.spec().id());
        return ClipPicture.draw(title, clip, result);
    }

    private void write(BufferedImage picture, Output output) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            Files.write(Path.of(out), png.toByteArray());
        } catch (IOException | InvalidPathException e) {
            output.failed(out, "cannot be written: " + Reasons.of(out, e));
        }
    }
}
