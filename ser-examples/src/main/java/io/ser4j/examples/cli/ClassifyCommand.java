package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "classify",
        description = "Tells which emotion each WAV file carries.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar classify voice.wav",
            "  java -jar ser.jar classify --format json *.wav > results.jsonl",
            "  find corpus -name '*.wav' > list.txt; java -jar ser.jar classify --format json @list.txt"
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Bars bars;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; json is one object per line. Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "WAV files of any rate and channel count, or folders, searched for .wav files in depth; @LIST reads the names from the file LIST, one per line (a file named so is ./@LIST).")
    private List<String> arguments;

    ClassifyCommand(Bars bars) {
        this.bars = bars;
    }

    @Override
    public Integer call() {
        Output output = new Output(spec.commandLine());
        WavFiles files = new WavFiles(output);
        try (EmotionClassifier classifier = model.open()) {
            List<Emotion> classes = classifier.spec().labels();
            for (String argument : arguments) {
                for (String file : files.of(argument)) {
                    output.withClip(
                            file, clip -> output.line(format.render(file, classifier.classify(clip), classes, bars)));
                }
            }
        }
        return output.exitCode();
    }
}
