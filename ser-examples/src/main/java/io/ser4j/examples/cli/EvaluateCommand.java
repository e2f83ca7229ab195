package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Evaluator;
import io.ser4j.examples.evaluation.HtmlReport;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.TrainingRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "evaluate",
        description = "Measures a model on labelled clips, and fails where its figures would flatter it.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar evaluate --corpus ravdess=RAVDESS --html report.html",
            "  java -jar ser.jar evaluate --manifest clips.csv --where language=pl --format json",
            "  java -jar ser.jar evaluate --corpus tess=TESS --protocol list --test test.txt --train train.txt"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @ArgGroup(exclusive = false, multiplicity = "1", heading = "What to judge:%n")
    private ClipChoice clips;

    @ArgGroup(exclusive = false, heading = "How to divide it:%n")
    private ProtocolChoice protocol = new ProtocolChoice();

    @Option(
            names = "--map",
            paramLabel = "LABEL=EMOTION",
            description = "What a corpus's label stands for, beyond or in place of what is known (calm=neutral,"
                    + " ps=surprise, ...); nothing after the equals sign drops its clips. May be repeated.")
    private Map<String, String> map = new LinkedHashMap<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, json (one object with everything), or csv (one row per clip). Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(names = "--html", paramLabel = "REPORT", description = "Also write a report with pictures, one HTML file.")
    private String html;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many clips to hear at a time. Default: ${DEFAULT-VALUE}.")
    private int threads;

    EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, but was " + threads);
        }
        Output output = new Output(spec.commandLine());
        try (EmotionClassifier classifier = model.open()) {
            Evaluation evaluation = evaluate(classifier);
            output.text(
                    switch (format) {
                        case TEXT -> new EvaluationText(evaluation, surroundings.bars()).toString();
                        case JSON -> EvaluationJson.of(evaluation) + "\n";
                        case CSV -> EvaluationCsv.of(evaluation);
                    });
            if (html != null) {
                writeHtml(evaluation, output);
            }
            evaluation
                    .failures()
                    .forEach(failure -> output.failed(
                            failure.clip().file().toString(),
                            Reasons.of(failure.clip().file().toString(), failure.cause())));
        } catch (IOException e) {
            output.failed("ser", Reasons.of("", e));
        }
        return output.exitCode();
    }

    private Evaluation evaluate(EmotionClassifier classifier) throws IOException {
        Evaluator.Setup setup = new Evaluator.Setup(
                labels(),
                protocol.protocol(spec.commandLine()),
                TrainingRecord.bundled(classifier.spec().id()),
                threads);
        Optional<Progress> progress = surroundings.terminals().test(Terminal.STANDARD_ERROR)
                ? Optional.of(new Progress(spec.commandLine().getErr(), System::nanoTime, OptionalLong.empty()))
                : Optional.empty();
        try {
            return new Evaluator(classifier, setup)
                    .run(clips.load(spec.commandLine()), success -> progress.ifPresent(bar -> bar.step(success)));
        } finally {
            progress.ifPresent(Progress::clear);
        }
    }

    private LabelMap labels() {
        LabelMap labels = LabelMap.defaults();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            String emotion = entry.getValue() == null ? "" : entry.getValue();
            try {
                labels = labels.with(
                        entry.getKey(), emotion.isEmpty() ? Optional.empty() : Optional.of(new Emotion(emotion)));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), "--map: " + e.getMessage(), e);
            }
        }
        return labels;
    }

    private void writeHtml(Evaluation evaluation, Output output) {
        try {
            Files.writeString(Path.of(html), HtmlReport.of(evaluation));
        } catch (IOException | InvalidPathException e) {
            output.failed(html, "cannot be written: " + Reasons.of(html, e));
        }
    }
}
