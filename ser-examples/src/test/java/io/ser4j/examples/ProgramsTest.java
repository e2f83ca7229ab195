package io.ser4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The programs that the documentation shows run, whichever backend is the default. */
class ProgramsTest {
    private static final String CLIP = "samples/voice-1-calm.wav";

    @FunctionalInterface
    private interface Program {
        void run() throws IOException;
    }

    private static String output(Program program) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theFirstClipGetsAnEmotionAndAProbability() throws IOException {
        assertThat(output(() -> FirstClip.main(new String[] {CLIP}))).matches("[a-z]+ [01]\\.\\d\\d\\R");
    }

    @Test
    void theThresholdDecidesWhetherThereIsADecision() throws IOException {
        assertThat(output(() -> OnlyWhenSure.main(new String[] {"0", CLIP, CLIP})))
                .matches("(" + CLIP + ": (?!unsure)[a-z]+\\R){2}");
        assertThat(output(() -> OnlyWhenSure.main(new String[] {"1", CLIP}))).matches(CLIP + ": unsure\\R");
    }
}
