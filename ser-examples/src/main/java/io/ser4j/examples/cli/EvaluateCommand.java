package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Evaluator;
import io.ser4j.examples.evaluation.KnownClips;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.util.Optional;
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
        description = "Measures a model on labelled clips; fails if a leak would make its figures too good.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar evaluate --corpus ravdess=RAVDESS --html report.html",
            "  java -jar ser.jar evaluate --manifest clips.csv --where language=pl --format json",
            "  java -jar ser.jar evaluate --corpus tess=TESS --protocol list --test test.txt --train train.txt",
            "  java -jar ser.jar evaluate --manifest clips.csv --known-clips 5",
            "  java -jar ser.jar evaluate --manifest clips.csv --known-clips 5 --known-emotion neutral"
        })
final class EvaluateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ModelChoice model;

    @ArgGroup(exclusive = false, heading = "Clips to evaluate:%n")
    private ClipChoice clips = new ClipChoice();

    @ArgGroup(exclusive = false, heading = "How to split them:%n")
    private ProtocolChoice protocol = new ProtocolChoice();

    @Option(
            names = "--known-clips",
            paramLabel = "N",
            description =
                    "First give the model N clips of each speaker, without labels unless --known-emotion says so, as"
                            + " classify --voice does; these are not scored. Default: 0.")
    private int knownClips;

    @Option(
            names = "--known-emotion",
            paramLabel = "LABEL",
            description =
                    "The known clips are all of this emotion of the model, such as neutral, which it is told, too, as by"
                            + " classify --voice-emotion.")
    private Optional<String> knownEmotion = Optional.empty();

    @Option(
            names = "--known-draw",
            paramLabel = "N",
            description =
                    "Draw other known clips for each N: the mean over several draws tells more than one. Default: 0.")
    private Optional<Integer> knownDraw = Optional.empty();

    @Mixin
    private LabelChoice labels;

    @Mixin
    private ClassOptions classes;

    @Mixin
    private ReportChoice report;

    EvaluateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        report.requirePossible();
        protocol.requireConsistent(spec.commandLine(), ProtocolChoice.Kind.ALL);
        if (knownClips < 0) {
            throw new ParameterException(spec.commandLine(), "--known-clips must be at least 0, but was " + knownClips);
        }
        if (knownEmotion.isPresent() && knownClips == 0) {
            throw new ParameterException(spec.commandLine(), "--known-emotion requires --known-clips");
        }
        if (knownDraw.isPresent() && knownClips == 0) {
            throw new ParameterException(spec.commandLine(), "--known-draw requires --known-clips");
        }
        Output output = new Output(spec.commandLine());
        try (EmotionClassifier classifier = model.open(classes::applyTo)) {
            ClipList list = clips.load(spec.commandLine());
            Evaluator.Setup setup = new Evaluator.Setup(
                    labels.on(LabelMap.defaults()),
                    protocol.protocol(spec.commandLine(), clips, ProtocolChoice.Kind.ALL),
                    model.training(classifier),
                    new KnownClips(
                            knownClips,
                            knownEmotion.map(label ->
                                    ModelChoice.emotion("--known-emotion", label, classifier, spec.commandLine())),
                            knownDraw.orElse(0)),
                    report.threads());
            Evaluation evaluation =
                    report.withProgress(surroundings, listener -> new Evaluator(classifier, setup).run(list, listener));
            report.write(evaluation, surroundings.bars(), output);
        } catch (IOException e) {
            output.failed("ser", Reasons.ofFolder(e));
        }
        return output.exitCode();
    }
}
