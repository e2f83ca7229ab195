package io.ser4j.examples.cli;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.features.Mfcc;
import io.ser4j.features.MfccConfig;
import io.ser4j.features.Resampler;
import io.ser4j.spi.Tensor;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "features",
        description = "Prints the MFCCs of an audio file as comma-separated values, a row per frame or one pooled row.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar features voice.wav > mfcc.csv",
            "  java -jar ser.jar features --pool mean --offset 0.5 --duration 3 voice.wav"
        })
final class FeaturesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "librosa",
            description = "${COMPLETION-CANDIDATES}. librosa is librosa.feature.mfcc with 40 coefficients at 22050 Hz; "
                    + "kaldi25x10 has windows of 25 ms every 10 ms, 40 HTK bands and 13 coefficients at 16000 Hz. "
                    + "Default: ${DEFAULT-VALUE}.")
    private Preset preset;

    @Option(
            names = "--pool",
            paramLabel = "HOW",
            defaultValue = "none",
            description = "${COMPLETION-CANDIDATES}; none prints every frame. Default: ${DEFAULT-VALUE}.")
    private Pool pool;

    @Option(
            names = "--offset",
            paramLabel = "S",
            defaultValue = "0",
            description = "The time to begin at, in seconds. Default: ${DEFAULT-VALUE}.")
    private double offsetSeconds;

    @Option(
            names = "--duration",
            paramLabel = "S",
            defaultValue = "Infinity",
            showDefaultValue = Visibility.NEVER,
            description = "The maximum length to use, in seconds. Default: all.")
    private double durationSeconds;

    @Option(
            names = "--coefficients",
            paramLabel = "N",
            description = "The number of coefficients. Default: the preset's.")
    private Integer coefficients;

    @Parameters(paramLabel = "FILE", description = "An audio file of any rate and channel count.")
    private String file;

    @Override
    public Integer call() {
        MfccConfig config = config();
        require(
                "--offset",
                "at least 0 and finite",
                offsetSeconds,
                offsetSeconds >= 0 && offsetSeconds < Double.POSITIVE_INFINITY);
        require("--duration", "positive", durationSeconds, durationSeconds > 0);
        Output output = new Output(spec.commandLine());
        output.withClip(file, clip -> {
            AudioClip excerpt = resampled(excerpt(clip), config.mel().sampleRateHz());
            Tensor rows = pool.apply(Mfcc.of(config).compute(excerpt));
            print(rows, output);
        });
        return output.exitCode();
    }

    private MfccConfig config() {
        try {
            MfccConfig config = preset.config();
            return coefficients == null ? config : config.withCoefficients(coefficients);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--coefficients: " + e.getMessage(), e);
        }
    }

    private void require(String option, String rule, double seconds, boolean valid) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), option + " must be " + rule + ", but was " + seconds);
        }
    }

    /** Cuts at the clip's own rate, as librosa.load does: whole samples, rounded down. */
    private AudioClip excerpt(AudioClip clip) {
        int first = (int) (offsetSeconds * clip.sampleRateHz());
        if (first >= clip.frames()) {
            throw new InvalidAudioException("--offset must be less than the " + clip.durationSeconds()
                    + " s of the clip, but was " + offsetSeconds);
        }
        int count = Math.min((int) (durationSeconds * clip.sampleRateHz()), clip.frames() - first);
        if (count == 0) {
            throw new InvalidAudioException("--duration must be at least one sample of 1/" + clip.sampleRateHz()
                    + " s, but was " + durationSeconds);
        }
        float[] mono = new float[count];
        clip.copyMono(first, mono, 0, count);
        return AudioClip.of(mono, clip.sampleRateHz());
    }

    private static AudioClip resampled(AudioClip excerpt, int rateHz) {
        float[] samples = Resampler.between(excerpt.sampleRateHz(), rateHz).resample(excerpt.toMono());
        return AudioClip.of(samples, rateHz);
    }

    private static void print(Tensor rows, Output output) {
        int columns = rows.dimension(rows.rank() - 1);
        for (int start = 0; start < rows.size(); start += columns) {
            output.line(IntStream.range(start, start + columns)
                    .mapToObj(i -> Float.toString(rows.get(i)))
                    .collect(Collectors.joining(",")));
        }
    }
}
