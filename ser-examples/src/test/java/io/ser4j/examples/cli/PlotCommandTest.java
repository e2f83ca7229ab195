package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotCommandTest {
    @TempDir
    Path folder;

    private CommandLineRun plot(String file, Path out) {
        return CommandLineRun.of("plot", "--model", "loudness-demo", file, "--out", out.toString());
    }

    @Test
    void aPictureIsWritten() throws IOException {
        Path out = folder.resolve("voice.png");
        CommandLineRun run = plot(Samples.CALM, out);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEmpty();
        BufferedImage picture = ImageIO.read(out.toFile());
        assertThat(picture.getWidth()).isEqualTo(2000);
    }

    @Test
    void aFileThatFailsLeavesNoPicture() {
        Path out = folder.resolve("voice.png");
        CommandLineRun run = plot("missing.wav", out);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualToIgnoringNewLines("missing.wav: no such file");
        assertThat(out).doesNotExist();
    }

    @Test
    void aPictureThatCannotBeWrittenIsNamed() throws IOException {
        Path nowhere = folder.resolve("nowhere").resolve("voice.png");
        CommandLineRun run = plot(Samples.CALM, nowhere);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).startsWith("--out must lie in a folder that exists, but was " + nowhere);
        CommandLineRun onFolder = plot(Samples.CALM, Files.createDirectory(folder.resolve("folder.png")));
        assertThat(onFolder.exitCode()).isEqualTo(2);
        assertThat(onFolder.err()).startsWith("--out must be a file").contains("folder.png is a directory");
    }

    @Test
    void theClipIsNotOverwritten() throws IOException {
        Path clip = Files.copy(Path.of(Samples.CALM), folder.resolve("voice.wav"));
        byte[] before = Files.readAllBytes(clip);
        CommandLineRun run = plot(clip.toString(), folder.resolve(".").resolve("voice.wav"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--out must not replace a recording, but would replace ");
        assertThat(Files.readAllBytes(clip)).isEqualTo(before);
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(CommandLineRun.of("plot", Samples.CALM).exitCode()).isEqualTo(2);
        assertThat(CommandLineRun.of("plot", Samples.CALM).err()).contains("--out");
        assertThat(plot(Samples.CALM, folder.resolve("x.jpg")).err()).startsWith("--out must end in .png, but was ");
        CommandLineRun model = CommandLineRun.of(
                "plot", Samples.CALM, "--out", folder.resolve("x.png").toString(), "--model", "nobody");
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.err()).contains("nobody").contains("loudness-demo");
    }
}
