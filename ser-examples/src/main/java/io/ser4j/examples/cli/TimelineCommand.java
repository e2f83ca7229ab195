package io.ser4j.examples.cli;

import io.ser4j.AudioLimits;
import io.ser4j.AudioReader;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.EmotionStream;
import io.ser4j.RecordingSummary;
import io.ser4j.SerException;
import io.ser4j.WindowConfig;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.plot.Envelope;
import io.ser4j.examples.plot.TimelinePicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "timeline",
        description = "Shows emotions over time in a recording of any length, window by window, with a summary.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar timeline interview.wav --plot interview.png",
            "  java -jar ser.jar timeline --channel 1 call.wav",
            "  java -jar ser.jar timeline --format csv --window 4 --hop 1 --smooth 5 interview.wav > out.csv",
            "  cat interview.wav | java -jar ser.jar timeline /dev/stdin"
        })
final class TimelineCommand implements Callable<Integer> {
    private static final int BLOCK = 1 << 13;

    /** A smaller share is shown as 0.0 %. */
    private static final double LEAST_REST = 0.0005;

    private final Bars bars;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @Mixin
    private AnswerOptions answers;

    @Mixin
    private VoiceChoice voice;

    @Mixin
    private ChannelChoice channel;

    @Mixin
    private Windows windows;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "${COMPLETION-CANDIDATES}; json is one object per line, the last one with the summary; csv has a"
                            + " header row, and the summary goes to standard error. Where there is no voice, there is no emotion:"
                            + " null in json, empty in csv. Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(
            names = "--plot",
            paramLabel = "PNG",
            description = "Also draw a picture: the waveform, and below it the emotions over time.")
    private String plot;

    @Parameters(paramLabel = "FILE", description = "An audio file of any length, rate and channel count.")
    private String file;

    TimelineCommand(Bars bars) {
        this.bars = bars;
    }

    @Override
    public Integer call() {
        System.setProperty("java.awt.headless", "true");
        Output output = new Output(spec.commandLine());
        PictureFile picture = new PictureFile("--plot", plot, spec.commandLine());
        if (plot != null) {
            picture.requirePossible();
        }
        try (EmotionClassifier opened = model.open(answers::applyTo)) {
            EmotionClassifier classifier = voice.knownTo(opened, channel::ofVoice);
            write(classifier, windows.config(classifier), picture, output);
        }
        return output.exitCode();
    }

    /** Writes segments as they come, then the summary. What fails here is reported as a failure of the recording. */
    private void write(EmotionClassifier classifier, WindowConfig config, PictureFile picture, Output output) {
        try {
            UnaryOperator<EmotionSegment> smoother = windows.smoother();
            String conditions =
                    Conditions.of(classifier, channel, voice, answers).json() + ", " + windows.json(config);
            SegmentRows rows = format.segmentRows(classifier.labels(), bars, conditions);
            List<EmotionSegment> segments = new ArrayList<>();
            rows.heading().ifPresent(output::line);
            Envelope waveform = classify(classifier, config, segment -> {
                segments.add(smoother.apply(segment));
                output.line(rows.segment(segments.get(segments.size() - 1)));
            });
            sumUp(rows, segments, output);
            if (plot != null) {
                picture.write(() -> draw(waveform, segments, classifier), output);
            }
        } catch (IOException | InvalidPathException | SerException | OutOfMemoryError e) {
            output.failed(file, Reasons.of(file, e));
        }
    }

    /** Reads the recording once, both to classify it and to draw its waveform. */
    private Envelope classify(EmotionClassifier classifier, WindowConfig config, Consumer<EmotionSegment> listener)
            throws IOException {
        try (AudioReader reader = AudioReader.open(Path.of(file), AudioLimits.streaming())) {
            EmotionStream stream = classifier.stream(reader.sampleRateHz())
                    .windows(config)
                    .onSegment(listener)
                    .open();
            Envelope waveform = new Envelope(reader.sampleRateHz());
            float[] block = new float[BLOCK];
            for (int count = channel.read(reader, block); count >= 0; count = channel.read(reader, block)) {
                stream.push(block, 0, count);
                waveform.add(block, count);
            }
            // Not if reading fails: closing ends the signal, and a recording that breaks off has no last, shortened
            // window.
            stream.close();
            return waveform;
        }
    }

    private static void sumUp(SegmentRows rows, List<EmotionSegment> segments, Output output) {
        List<String> summary = rows.summary(segments, RecordingSummary.of(segments));
        summary.forEach(rows.summaryIsNote() ? output::note : output::line);
    }

    private BufferedImage draw(Envelope waveform, List<EmotionSegment> segments, EmotionClassifier classifier) {
        String title = channel.titleOf(file) + ": " + shares(RecordingSummary.of(segments)) + " ("
                + classifier.spec().id() + ")";
        return TimelinePicture.draw(title, waveform, segments, classifier.labels());
    }

    private static String shares(RecordingSummary summary) {
        List<String> parts = new ArrayList<>();
        double rest = 1 - summary.undecidedShare() - summary.silentShare();
        int named = summary.undecidedShare() > 0 ? 2 : 3;
        for (Map.Entry<Emotion, Double> share : summary.shares().entrySet()) {
            if (parts.size() < named) {
                parts.add(share.getKey() + " " + Moment.percent(share.getValue()));
                rest -= share.getValue();
            }
        }
        if (rest >= LEAST_REST) {
            parts.add("others " + Moment.percent(rest));
        }
        if (summary.undecidedShare() > 0) {
            parts.add(Moment.UNDECIDED + " " + Moment.percent(summary.undecidedShare()));
        }
        parts.add(Moment.SILENCE + " " + Moment.percent(summary.silentShare()));
        return String.join(", ", parts);
    }
}
