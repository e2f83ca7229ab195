package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What can prevent a picture once everything else has worked. */
class PictureFileTest {
    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();
    private Path png;

    @BeforeEach
    void name() {
        png = folder.resolve("p.png");
    }

    private int write(Supplier<? extends RenderedImage> drawing) {
        CommandLine commandLine = SerCommand.commandLine(Surroundings.pipe()).setErr(new PrintWriter(err));
        Output output = new Output(commandLine);
        new PictureFile("--out", png.toString(), commandLine).write(drawing, output);
        return output.exitCode();
    }

    private static RenderedImage fail(RuntimeException failure) {
        throw failure;
    }

    private static RenderedImage fail(Error failure) {
        throw failure;
    }

    /** What JDK 17 and 25 throw without fonts, and either of them without the library that reads fonts. */
    @Test
    void missingFontsAreNamed() throws IOException {
        Files.writeString(png, "of yesterday");
        RuntimeException head =
                new RuntimeException("Fontconfig head is null, check your fonts or fonts configuration");
        UnsatisfiedLinkError library =
                new UnsatisfiedLinkError("libfontmanager.so: libfreetype.so.6: cannot open shared object file");
        assertThat(write(() -> fail(new InternalError(new InvocationTargetException(head)))))
                .isEqualTo(1);
        assertThat(write(() -> fail(head))).isEqualTo(1);
        assertThat(write(() -> fail(library))).isEqualTo(1);
        String said = png + ": cannot be drawn: Java finds no fonts; install fontconfig and a font (on Debian:"
                + " fontconfig fonts-dejavu-core). Reason: ";
        assertThat(err.toString().lines()).containsExactly(said + head, said + head, said + library);
        assertThat(png).hasContent("of yesterday");
    }

    @Test
    void errorsOfTheProgramAreNotTakenForMissingFonts() {
        IllegalStateException bug = new IllegalStateException("a bug");
        assertThatThrownBy(() -> write(() -> fail(bug))).isSameAs(bug);
        assertThat(err.toString()).isEmpty();
    }

    /** Another name of the old file shows that it is replaced, not overwritten. */
    @Test
    void anOldPictureIsThereUntilTheNewOneIsWhole() throws IOException {
        Path old = Files.createLink(folder.resolve("old.png"), Files.writeString(png, "of yesterday"));
        assertThat(write(() -> new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB)))
                .isZero();
        assertThat(old).hasContent("of yesterday");
        assertThat(Files.size(png)).isGreaterThan(Files.size(old));
    }

    @Test
    void aPictureIsWritten() {
        assertThat(write(() -> new BufferedImage(2, 1, BufferedImage.TYPE_INT_RGB)))
                .isZero();
        assertThat(png).isNotEmptyFile();
    }
}
