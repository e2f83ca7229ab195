package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "classify",
        description = "Recognises the emotion in each audio file (up to an hour; for longer ones use timeline).",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar classify voice.wav",
            "  java -jar ser.jar classify --format csv --threads 4 --out results.csv recordings/",
            "  java -jar ser.jar classify --format csv --threads 4 --out results.csv --resume recordings/",
            "  java -jar ser.jar classify --merge negative=angry,disgust,fear,sad voice.wav",
            "  java -jar ser.jar classify --voice anna/ anna-today.wav",
            "  java -jar ser.jar classify --voice anna-neutral.wav --voice-emotion neutral anna-today.wav",
            "  java -jar ser.jar classify --channel 2 call.wav",
            "  find corpus -name '*.wav' > list.txt; java -jar ser.jar classify --format json @list.txt"
        })
final class ClassifyCommand implements Callable<Integer> {
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
    private ChannelChoice channel;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; json is one object per line, csv has a header row. In both, a file"
                    + " that fails has a row with the error; with text, it is reported on standard error."
                    + " Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Mixin
    private Threads threads;

    @Option(
            names = "--out",
            paramLabel = "RESULTS",
            description = "The file to write instead of standard output. It appears only when complete; until then the"
                    + " rows are in RESULTS.partial.")
    private String out;

    @Option(
            names = "--resume",
            description =
                    "Continue an earlier run, even an interrupted one: keep the rows that it wrote to RESULTS.partial or"
                            + " RESULTS, and skip the files that they name, including those that failed. Needs --out, json or csv, and the"
                            + " same model, classes, merges, channel, threshold and voice. Without --resume, a run starts over.")
    private boolean resume;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "WAV, FLAC, Ogg or MP3 files of any rate and channel count; folders, which are searched recursively for"
                            + " files with the content or the name of audio (others are skipped and counted on standard error; links to"
                            + " folders are not followed); @LIST reads file names from LIST, one per line (for a file whose own name"
                            + " starts with @, write ./@NAME).")
    private List<String> arguments;

    ClassifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        requireUsable();
        Output output = new Output(spec.commandLine());
        try {
            if (out != null) {
                Target.requireReplaceable("--out", ResultFile.partial(Path.of(out)), spec.commandLine());
            }
            classify(output);
        } catch (IOException | InvalidPathException e) {
            output.failed(out, "cannot be written: " + Reasons.of(out, e));
        }
        return output.exitCode();
    }

    private void classify(Output output) throws IOException {
        try (EmotionClassifier opened = model.open(answers::applyTo)) {
            EmotionClassifier classifier = voice.knownTo(opened, channel::ofVoice);
            ResultRows rows = format.rows(
                    classifier.labels(), Conditions.of(classifier, channel, voice, answers), surroundings.bars());
            if (out == null) {
                rows.heading().ifPresent(output::line);
                run(new Batch(classifier, channel, rows, output, Optional.empty()));
            } else {
                toFile(classifier, rows, output);
            }
        }
    }

    private void toFile(EmotionClassifier classifier, ResultRows rows, Output output) throws IOException {
        try (ResultFile results = ResultFile.open(Path.of(out), resume, rows)) {
            run(new Batch(classifier, channel, rows, output, Optional.of(results)));
            results.complete();
        }
    }

    private void run(Batch batch) throws IOException {
        AudioFiles files = new AudioFiles(arguments);
        batch.run(files, threads.count(), isWatched() ? Optional.of(progress(files)) : Optional.empty());
    }

    /** If the results themselves appear on the terminal, a progress bar would only get in the way. */
    private boolean isWatched() {
        return surroundings.terminals().test(Terminal.STANDARD_ERROR)
                && (out != null || !surroundings.terminals().test(Terminal.STANDARD_OUTPUT));
    }

    private Progress progress(AudioFiles files) {
        LongAdder total = new LongAdder();
        if (files.isRepeatable()) {
            files.forEach(input -> total.increment());
        }
        return new Progress(
                spec.commandLine().getErr(),
                System::nanoTime,
                files.isRepeatable() ? OptionalLong.of(total.sum()) : OptionalLong.empty());
    }

    private void requireUsable() {
        if (out != null) {
            Target.requireRegular("--out", out, spec.commandLine());
        }
        if (resume && (out == null || format == ResultFormat.TEXT)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--resume needs --out and --format json or csv: text output cannot be read back");
        }
    }
}
