package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With samples in place of a microphone. */
class LiveCommandTest {
    /** Gives samples in pieces of any size. */
    private static final class Tape implements LiveInput {
        private final short[] samples;
        private final Random random = new Random(3);
        private final AtomicBoolean closed = new AtomicBoolean();
        private int position;

        Tape(short[] samples) {
            this.samples = samples;
        }

        @Override
        public int read(short[] piece) {
            if (position == samples.length) {
                return -1;
            }
            int count = Math.min(1 + random.nextInt(piece.length), samples.length - position);
            System.arraycopy(samples, position, piece, 0, count);
            position += count;
            return count;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @TempDir
    Path folder;

    private static CommandLineRun live(LiveInput.Opener microphone, boolean terminal, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("live", "--model", "loudness-demo"));
        all.addAll(Arrays.asList(args));
        int exitCode = SerCommand.commandLine(new Surroundings(Bars.ASCII, which -> terminal, microphone))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
        return new CommandLineRun(exitCode, out.toString(), err.toString());
    }

    @Test
    void aPipeGetsTheLinesOfATimeline() throws IOException {
        short[] samples = Recording.calmSilentBrisk();
        Path file = Files.write(folder.resolve("same.wav"), Recording.wav(samples, Recording.RATE));
        Tape tape = new Tape(samples);
        CommandLineRun run = live(rate -> tape, false, "--smooth", "1");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        String timeline = CommandLineRun.of("timeline", "--model", "loudness-demo", "--smooth", "1", file.toString())
                .out();
        assertThat(run.out()).isEqualTo(timeline.substring(0, timeline.indexOf("\nShare of the time")));
        assertThat(run.out().lines()).hasSizeGreaterThan(6);
        assertThat(tape.closed).isTrue();
    }

    @Test
    void onATerminalTheBarsAreRedrawnInPlace() throws IOException {
        Tape tape = new Tape(Recording.calmSilentBrisk());
        String out = live(rate -> tape, true, "--window", "1", "--hop", "0.5").out();
        String[] pictures = out.split("\u001b\\[4A\r");
        assertThat(pictures).hasSizeGreaterThan(100);
        assertThat(pictures)
                .allSatisfy(picture ->
                        assertThat(picture.split("\u001b\\[K\n", -1)).hasSize(5).endsWith(""));
        assertThat(pictures[0].lines())
                .satisfies(lines -> assertThat(lines.get(0)).startsWith("0:00.").endsWith("  listening\u001b[K"))
                .satisfies(lines -> assertThat(lines.get(1)).matches("  level    +-\\d+ dB  #+\u001b\\[K"))
                .satisfies(lines -> assertThat(lines.get(2)).startsWith("  calm       0.0 %"))
                .satisfies(lines -> assertThat(lines.get(3)).startsWith("  excited    0.0 %"));
        assertThat(pictures[pictures.length - 1]).startsWith("0:12.0  excited");
        assertThat(out).contains("  silence\u001b[K").contains("  calm\u001b[K").contains("-60 dB\u001b[K");
    }

    /** The only window of a recording as short as this is classified when listening has ended. */
    @Test
    void onATerminalTheLastWindowStaysOnTheScreen() throws IOException {
        short[] loud = Arrays.copyOfRange(Recording.calmSilentBrisk(), 10 * Recording.RATE, 12 * Recording.RATE);
        String out = live(rate -> new Tape(loud), true, "--seconds", "2").out();
        String[] pictures = out.split("\u001b\\[4A\r");
        assertThat(pictures[pictures.length - 1]).startsWith("0:02.0  excited").doesNotContain("excited    0.0 %");
    }

    @Test
    void listeningEndsAfterSomeSecondsAtTheChosenRate() {
        AtomicInteger rates = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        LiveInput endless = piece -> {
            given.addAndGet(piece.length);
            return piece.length;
        };
        CommandLineRun run = live(
                rate -> {
                    rates.set(rate);
                    return endless;
                },
                false,
                "--rate",
                "8000",
                "--seconds",
                "7.05");
        assertThat(run.exitCode()).isZero();
        assertThat(rates).hasValue(8000);
        assertThat(given.get()).isBetween(8000 * 7, 8000 * 7 + 1000);
        assertThat(run.out().lines()).allMatch(line -> line.endsWith("  silence"));
        assertThat(run.out()).contains("0:07.1");
    }

    @Test
    void withoutAMicrophoneItSaysSo() {
        CommandLineRun run = live(
                rate -> {
                    throw new IOException("no microphone at " + rate + " Hz");
                },
                false);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines("ser: no microphone at 16000 Hz");
    }

    @Test
    void wrongUsageIsExplained() {
        LiveInput.Opener none = rate -> {
            throw new AssertionError("nothing was to be opened");
        };
        assertThat(live(none, false, "--rate", "0").err()).contains("--rate must be positive, but was 0");
        assertThat(live(none, false, "--seconds", "-1").exitCode()).isEqualTo(2);
        assertThat(live(none, false, "--hop", "9").exitCode()).isEqualTo(2);
    }
}
