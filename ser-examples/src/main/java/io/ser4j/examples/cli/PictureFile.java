package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Reasons;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Where a picture goes.
 *
 * @param option the option that names the file
 * @param name the file
 * @param commandLine the command in question
 */
record PictureFile(String option, String name, CommandLine commandLine) {
    private static final String SUFFIX = ".png";
    private static final int MOST_SHOWN = 26;
    private static final int KEPT_END = 10;

    /** The picture must be called what it is, and have a place where it replaces nothing of value. */
    void requirePossible() {
        Target.requirePossible(option, name, commandLine);
        if (!name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            throw new ParameterException(commandLine, option + " must end in " + SUFFIX + ", but was " + name);
        }
    }

    /** Writes a PNG; if that fails, the output tells. */
    void write(RenderedImage picture, Output output) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", png);
            Files.write(Path.of(name), png.toByteArray());
        } catch (IOException | InvalidPathException e) {
            output.failed(name, "cannot be written: " + Reasons.of(name, e));
        }
    }

    /** What a recording is called above its picture: a long name loses its middle, so that there is room for what was heard. */
    static String titleOf(String file) {
        String name = Path.of(file).getFileName().toString();
        return name.length() <= MOST_SHOWN
                ? name
                : name.substring(0, MOST_SHOWN - KEPT_END) + "\u2026" + name.substring(name.length() - KEPT_END);
    }
}
