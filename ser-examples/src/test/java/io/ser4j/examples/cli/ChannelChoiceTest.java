package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --channel}, with the demonstration backend on a call: a calm voice on the left channel, a brisk one on the right. */
class ChannelChoiceTest {
    @TempDir
    Path folder;

    private Path call;

    @BeforeEach
    void record() throws IOException {
        call = Files.write(folder.resolve("call.wav"), Recording.wav(Recording.calmBesideBrisk(), Recording.RATE, 2));
    }

    private static CommandLineRun run(String command, Object... args) {
        List<String> all = new ArrayList<>(List.of(command, "--model", "loudness-demo"));
        for (Object arg : args) {
            all.add(arg.toString());
        }
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    /** One channel of the call in a file of its own. */
    private Path alone(int channel) throws IOException {
        float[] samples = AudioClip.read(call).channel(channel).toMono();
        short[] pcm = new short[samples.length];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(samples[i] * 32_768);
        }
        return Files.write(folder.resolve("alone-" + channel + ".wav"), Recording.wav(pcm, Recording.RATE));
    }

    @Test
    void classifyUsesTheChosenChannel() {
        assertThat(run("classify", "--channel", 1, call).out()).startsWith(call + ": calm, ");
        assertThat(run("classify", "--channel", 2, call).out()).startsWith(call + ": excited, ");
    }

    @Test
    void timelineUsesTheChosenChannel() throws IOException {
        for (int channel = 0; channel < 2; channel++) {
            CommandLineRun heard = run("timeline", "--format", "csv", "--channel", channel + 1, call);
            assertThat(heard.exitCode()).isZero();
            assertThat(heard.out())
                    .isEqualTo(
                            run("timeline", "--format", "csv", alone(channel)).out());
        }
    }

    @Test
    void plotDrawsTheChosenChannel() throws IOException {
        Path left = folder.resolve("left.png");
        Path both = folder.resolve("both.png");
        assertThat(run("plot", "--channel", 1, call, "--out", left).exitCode()).isZero();
        assertThat(run("plot", call, "--out", both).exitCode()).isZero();
        BufferedImage one = ImageIO.read(left.toFile());
        BufferedImage other = ImageIO.read(both.toFile());
        int[] pixels = one.getRGB(0, 0, one.getWidth(), one.getHeight(), null, 0, one.getWidth());
        assertThat(pixels)
                .isNotEqualTo(other.getRGB(0, 0, other.getWidth(), other.getHeight(), null, 0, other.getWidth()));
    }

    @Test
    void theVoiceIsLearntFromTheSameChannelOrAMonoClip() throws IOException {
        CommandLineRun fromCall = run("classify", "--channel", 1, "--voice", call, call);
        assertThat(fromCall.err()).isEmpty();
        assertThat(fromCall.out())
                .isEqualTo(run("classify", "--channel", 1, "--voice", alone(0), call)
                        .out())
                .isNotEqualTo(run("classify", "--channel", 1, "--voice", alone(1), call)
                        .out());
    }

    @Test
    void aFileWithoutTheChannelFailsAndTheRestGoOn() {
        CommandLineRun classified = run("classify", "--channel", 2, Samples.CALM, call);
        assertThat(classified.exitCode()).isOne();
        assertThat(classified.err())
                .isEqualTo(Samples.CALM + ": must have a channel 2 for --channel 2, but has only 1\n");
        assertThat(classified.out()).startsWith(call + ": excited, ");
        CommandLineRun timeline = run("timeline", "--channel", 3, call);
        assertThat(timeline.exitCode()).isOne();
        assertThat(timeline.err()).isEqualTo(call + ": must have a channel 3 for --channel 3, but has only 2\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void rowsNameTheChannelAndDoNotMixWithAnother(String format) throws IOException {
        Path rows = folder.resolve("rows");
        Object[] left = {"--format", format, "--out", rows, "--channel", 1, call};
        assertThat(run("classify", left).exitCode()).isZero();
        String told = Files.readString(rows);
        assertThat(told).contains(format.equals("json") ? ", \"channel\":1, " : ",1,,0.0,,loudness-demo");
        CommandLineRun other = run("classify", "--format", format, "--out", rows, "--resume", "--channel", 2, call);
        assertThat(other.exitCode()).isOne();
        assertThat(other.err()).contains(CommandLineRun.OTHER_ROWS);
        assertThat(run("classify", "--format", format, "--out", rows, "--resume", call)
                        .exitCode())
                .isOne();
        assertThat(run("classify", "--format", format, "--out", rows, "--resume", "--channel", 1, call)
                        .exitCode())
                .isZero();
        assertThat(rows).content().isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "csv"})
    void aFailureOnAnotherChannelDoesNotCountAsDone(String format) throws IOException {
        Path rows = folder.resolve("rows");
        CommandLineRun right = run("classify", "--format", format, "--out", rows, "--channel", 2, Samples.CALM);
        assertThat(right.exitCode()).isOne();
        CommandLineRun mean = run("classify", "--format", format, "--out", rows, "--resume", Samples.CALM);
        assertThat(mean.exitCode()).isOne();
        assertThat(mean.err()).contains(CommandLineRun.OTHER_ROWS);
        assertThat(run("classify", "--format", format, "--out", rows, "--resume", "--channel", 2, Samples.CALM)
                        .err())
                .isEqualTo("ser: 1 of 1 failed; their rows say why\n");
    }

    @Test
    void titlesNameTheChannel() {
        ChannelChoice second = new ChannelChoice();
        second.choose(2);
        assertThat(second.titleOf("calls/call.wav")).isEqualTo("call.wav, channel 2");
        assertThat(new ChannelChoice().titleOf("calls/call.wav")).isEqualTo("call.wav");
    }

    @Test
    void channelsAreCountedFromOne() {
        CommandLineRun zero = run("classify", "--channel", 0, call);
        assertThat(zero.exitCode()).isEqualTo(2);
        assertThat(zero.err()).startsWith("--channel must be at least 1, but was 0");
    }
}
