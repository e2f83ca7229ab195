package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.AudioClip;
import io.ser4j.features.Mfcc;
import io.ser4j.features.MfccConfig;
import io.ser4j.features.Pooling;
import io.ser4j.features.Resampler;
import io.ser4j.spi.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FeaturesCommandTest {
    @TempDir
    Path folder;

    @Test
    void everyFrameIsARowThatReadsBackExactly() throws IOException {
        CommandLineRun run = CommandLineRun.of("features", Samples.CALM);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        Tensor expected = Mfcc.of(MfccConfig.librosa()).compute(AudioClip.read(Path.of(Samples.CALM)));
        List<float[]> rows = rows(run.out());
        assertThat(rows).hasSize(expected.dimension(0));
        for (int frame = 0; frame < rows.size(); frame++) {
            assertThat(rows.get(frame))
                    .containsExactly(Arrays.copyOfRange(expected.toArray(), frame * 40, (frame + 1) * 40));
        }
    }

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void everyPoolingGivesOneRow(Pooling pooling) throws IOException {
        CommandLineRun run =
                CommandLineRun.of("features", "--pool", pooling.name().toLowerCase(), Samples.CALM);
        Tensor frames = Mfcc.of(MfccConfig.librosa()).compute(AudioClip.read(Path.of(Samples.CALM)));
        assertThat(rows(run.out())).hasSize(1);
        assertThat(rows(run.out()).get(0)).containsExactly(pooling.apply(frames).toArray());
    }

    @Test
    void theExcerptIsCutBeforeResampling() throws IOException {
        float[] samples = noise(24_414);
        Path file = wav(samples, 24_414);
        CommandLineRun run = CommandLineRun.of(
                "features", "--offset", "0.3", "--duration", "0.2", "--preset", "kaldi25x10", file.toString());
        // int(0.3 * 24414) and int(0.2 * 24414), as librosa.load counts.
        float[] stretch = Arrays.copyOfRange(AudioClip.read(file).toMono(), 7324, 7324 + 4882);
        AudioClip resampled = AudioClip.of(Resampler.between(24_414, 16_000).resample(stretch), 16_000);
        Tensor expected = Mfcc.of(MfccConfig.kaldi25x10()).compute(resampled);
        assertThat(rows(run.out())).hasSize(expected.dimension(0));
        assertThat(rows(run.out()).get(5)).containsExactly(Arrays.copyOfRange(expected.toArray(), 5 * 13, 6 * 13));
    }

    @Test
    void theNumberOfCoefficientsCanBeChosen() {
        CommandLineRun run = CommandLineRun.of("features", "--coefficients", "20", "--pool", "mean", Samples.CALM);
        assertThat(rows(run.out()).get(0)).hasSize(20);
        assertThat(CommandLineRun.of("features", "--coefficients", "129", Samples.CALM)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("features", "--coefficients", "0", Samples.CALM)
                        .exitCode())
                .isEqualTo(2);
        assertThat(CommandLineRun.of("features", "--coefficients", "-1", Samples.CALM)
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void anExcerptOutsideTheClipIsAFailureOfTheFile() {
        CommandLineRun late = CommandLineRun.of("features", "--offset", "60", Samples.CALM);
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.out()).isEmpty();
        assertThat(late.err())
                .startsWith(Samples.CALM + ": --offset must be less than the ")
                .contains("60.0");
        CommandLineRun shortest = CommandLineRun.of("features", "--duration", "0.00001", Samples.CALM);
        assertThat(shortest.exitCode()).isEqualTo(1);
        assertThat(shortest.err()).startsWith(Samples.CALM + ": --duration must be at least one sample");
        assertThat(CommandLineRun.of("features", "missing.wav").err())
                .isEqualToIgnoringNewLines("missing.wav: no such file");
    }

    @Test
    void aSampleLostInResamplingIsAFailureOfTheFile() throws IOException {
        Path file = wav(new float[] {0.5f}, 192_000);
        CommandLineRun run = CommandLineRun.of("features", file.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith(file + ": ");
    }

    @Test
    void wrongUsageIsExplained() {
        for (String[] wrong : new String[][] {
            {"features"},
            {"features", "--offset", "-1", Samples.CALM},
            {"features", "--offset", "NaN", Samples.CALM},
            {"features", "--duration", "0", Samples.CALM},
            {"features", "--duration", "soon", Samples.CALM},
            {"features", "--pool", "sum", Samples.CALM},
            {"features", "--preset", "htk", Samples.CALM},
            {"features", Samples.CALM, Samples.BRISK}
        }) {
            CommandLineRun run = CommandLineRun.of(wrong);
            assertThat(run.exitCode()).as(String.join(" ", wrong)).isEqualTo(2);
            assertThat(run.err()).contains("For all options: java -jar ser.jar help ");
            assertThat(run.out()).isEmpty();
        }
    }

    private static List<float[]> rows(String csv) {
        return csv.lines()
                .map(line -> {
                    String[] cells = line.split(",");
                    float[] row = new float[cells.length];
                    for (int i = 0; i < cells.length; i++) {
                        row[i] = Float.parseFloat(cells[i]);
                    }
                    return row;
                })
                .toList();
    }

    private static float[] noise(int samples) {
        Random random = new Random(1);
        float[] noise = new float[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (float) (0.1 * random.nextGaussian());
        }
        return noise;
    }

    private Path wav(float[] samples, int rate) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(44 + 4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        header.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 4 * samples.length);
        header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 3);
        header.putShort((short) 1)
                .putInt(rate)
                .putInt(4 * rate)
                .putShort((short) 4)
                .putShort((short) 32);
        header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(4 * samples.length);
        for (float sample : samples) {
            header.putFloat(sample);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(header.array());
        return Files.write(folder.resolve("clip.wav"), bytes.toByteArray());
    }
}
