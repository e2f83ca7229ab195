package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recordings that are larger than the heap: ten hours in 64 MB. */
class LongRecordingTest {
    private static final int RATE_HZ = 16_000;

    /** The program of the child process. */
    public static final class Child {
        private Child() {}

        /**
         * Reads long recordings and prints how many frames of each were correct.
         *
         * @param args the seconds of WAV, and those of another format
         * @throws IOException never
         */
        public static void main(String[] args) throws IOException {
            SyntheticWav wav = new SyntheticWav(RATE_HZ, Integer.parseInt(args[0]));
            System.out.println(rightFrames(AudioReader.open(wav, AudioLimits.streaming()), wav));
            SyntheticWav other = new SyntheticWav(RATE_HZ, Integer.parseInt(args[1]));
            System.out.println(rightFrames(
                    AudioReader.open(
                            FakeDecoder.prefixed(other),
                            AudioLimits.streaming(),
                            Long.MAX_VALUE,
                            () -> List.of(FakeDecoder.wavWithin())),
                    other));
        }

        private static long rightFrames(AudioReader reader, SyntheticWav expected) throws IOException {
            try (reader) {
                float[] second = expected.second();
                float[] mono = new float[5000];
                long frames = 0;
                int at = 0;
                for (int n = reader.readMono(mono, 0, mono.length); n > 0; n = reader.readMono(mono, 0, mono.length)) {
                    for (int i = 0; i < n; i++) {
                        if (mono[i] != second[at]) {
                            throw new AssertionError("frame " + (frames + i) + " was " + mono[i]);
                        }
                        at = at + 1 == second.length ? 0 : at + 1;
                    }
                    frames += n;
                }
                return frames;
            }
        }
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tenHoursAreReadInAHeapOf64Megabytes() throws IOException, InterruptedException {
        int wavSeconds = 36_000;
        int otherSeconds = 7_200;
        String classPath =
                location(AudioReader.class) + System.getProperty("path.separator") + location(LongRecordingTest.class);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        Child.class.getName(),
                        Integer.toString(wavSeconds),
                        Integer.toString(otherSeconds))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output.lines())
                .containsExactly(
                        Long.toString((long) wavSeconds * RATE_HZ), Long.toString((long) otherSeconds * RATE_HZ));
    }
}
