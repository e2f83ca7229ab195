package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.evaluation.WholeFile;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The file for a picture.
 *
 * @param option the option that names the file
 * @param name the file
 * @param commandLine the command in question
 */
record PictureFile(String option, String name, CommandLine commandLine) {
    private static final String SUFFIX = ".png";
    private static final String NO_FONTS = "cannot be drawn: Java finds no fonts; install fontconfig and a font"
            + " (on Debian: fontconfig fonts-dejavu-core). Reason: ";
    private static final int MAX_SHOWN = 26;
    private static final int KEPT_END = 10;

    /** Fails if the name does not end in .png, or if {@link Target} refuses the file. */
    void requirePossible() {
        Target.requirePossible(option, name, commandLine);
        if (!name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
            throw new ParameterException(commandLine, option + " must end in " + SUFFIX + ", but was " + name);
        }
    }

    /** Draws a picture and writes it as PNG; a failure of either is reported to the output. */
    void write(Supplier<? extends RenderedImage> drawing, Output output) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(drawing.get(), "png", png);
            WholeFile.write(Path.of(name), png.toByteArray());
        } catch (IOException | InvalidPathException e) {
            output.failed(name, "cannot be written: " + Reasons.of(name, e));
        } catch (LinkageError | InternalError | RuntimeException e) {
            Throwable cause = firstCause(e);
            // What Java throws without fonts depends on its version and on what is missing.
            boolean lacksFonts = isAboutFonts(e) || isAboutFonts(cause);
            if (e instanceof RuntimeException && !lacksFonts) {
                throw e;
            }
            output.failed(name, (lacksFonts ? NO_FONTS : "cannot be drawn: ") + cause);
        }
    }

    private static boolean isAboutFonts(Throwable failure) {
        String words = failure.toString().toLowerCase(Locale.ROOT);
        return words.contains("font") || words.contains("freetype");
    }

    private static Throwable firstCause(Throwable failure) {
        return failure.getCause() == null ? failure : firstCause(failure.getCause());
    }

    /**
     * The name of a recording for the title of its picture, without its middle if it is long, so that there is room for the
     * result.
     */
    static String titleOf(String file) {
        String name = Output.printable(Path.of(file).getFileName().toString());
        return name.length() <= MAX_SHOWN
                ? name
                : name.substring(0, MAX_SHOWN - KEPT_END) + "\u2026" + name.substring(name.length() - KEPT_END);
    }
}
