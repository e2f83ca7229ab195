package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "live",
        description = "Listens to the microphone and shows the emotions until stopped (Ctrl-C): moving bars on a"
                + " terminal, one line per window in a pipe.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar live --hop 0.5 --smooth 2",
            "  java -jar ser.jar live --rate 48000 --seconds 60 > minute.txt"
        })
final class LiveCommand implements Callable<Integer> {
    private static final int PIECES_PER_SECOND = 10;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private VoiceChoice voice;

    @Mixin
    private Windows windows;

    @Option(names = "--rate", paramLabel = "HZ", description = "The sample rate to record at. Default: the model's.")
    private Integer sampleRateHz;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "Infinity",
            showDefaultValue = Visibility.NEVER,
            description = "How long to listen, in seconds. Default: until stopped.")
    private double seconds;

    LiveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requirePositive("--rate", sampleRateHz == null || sampleRateHz > 0, sampleRateHz);
        requirePositive("--seconds", seconds > 0, seconds);
        Output output = new Output(spec.commandLine());
        try (EmotionClassifier opened = model.open(answers::applyTo)) {
            EmotionClassifier classifier = voice.knownTo(opened, UnaryOperator.identity());
            int rate = sampleRateHz == null ? classifier.sampleRateHz() : sampleRateHz;
            EmotionStream.Builder stream = classifier.stream(rate).windows(windows.config(classifier));
            UnaryOperator<EmotionSegment> smoother = windows.smoother();
            LiveView view = view(classifier, output);
            try (LiveInput input = surroundings.microphone().open(rate);
                    EmotionStream open = stream.onSegment(segment -> view.segment(smoother.apply(segment)))
                            .open()) {
                listen(input, rate, open, view);
            } catch (IOException e) {
                output.failed("ser", e.getMessage());
            }
        }
        return output.exitCode();
    }

    private void requirePositive(String option, boolean valid, Number value) {
        if (!valid) {
            throw new ParameterException(spec.commandLine(), option + " must be positive, but was " + value);
        }
    }

    private LiveView view(EmotionClassifier classifier, Output output) {
        return surroundings.terminals().test(Terminal.STANDARD_OUTPUT)
                ? new LiveBars(classifier.labels(), surroundings.bars(), output)
                : new LiveLines(new TextSegments(classifier.labels(), surroundings.bars()), output);
    }

    private void listen(LiveInput input, int rate, EmotionStream stream, LiveView view) throws IOException {
        short[] piece = new short[Math.max(1, rate / PIECES_PER_SECOND)];
        for (long samples = 0; samples < seconds * rate; ) {
            int count = input.read(piece);
            if (count < 0) {
                return;
            }
            count = (int) Math.min(count, Math.ceil(seconds * rate - samples));
            samples += count;
            stream.push(piece, 0, count);
            view.level((double) samples / rate, decibels(piece, count));
        }
    }

    /** The level of a piece, its root mean square, in dB re full scale. */
    private static double decibels(short[] piece, int count) {
        double power = 0;
        for (int i = 0; i < count; i++) {
            power += (double) piece[i] * piece[i] / count;
        }
        return 10 * Math.log10(power) - 20 * Math.log10(-(double) Short.MIN_VALUE);
    }
}
