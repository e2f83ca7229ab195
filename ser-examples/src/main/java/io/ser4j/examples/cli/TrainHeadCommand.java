package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.head.HeadTraining;
import io.ser4j.head.LinearHead;
import io.ser4j.onnx.OnnxModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
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
        name = "train-head",
        description =
                "Trains a small classifier of your own on labelled clips, measures it as evaluate does, and saves it"
                        + " as a model. The labels become its classes; usual spellings are unified (anger = angry).",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar ser.jar train-head --manifest my.csv --id my-voices --out heads",
            "  java -jar ser.jar train-head --folder voices --id my-voices --out heads --html report.html",
            "  java -jar ser.jar classify --model my-voices --models heads x.wav"
        })
final class TrainHeadCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--id",
            required = true,
            paramLabel = "ID",
            description =
                    "The name of the head: 1 to 64 of a-z, 0-9, dot, hyphen and underscore, starting with a letter or digit.")
    private String id;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder for ID.head; created if missing.")
    private String out;

    @Option(names = "--replace", description = "Overwrite an existing head with this id.")
    private boolean replace;

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = "The model to take embeddings from: one that 'models' lists, or an ONNX file whose model has"
                    + " another id; using the head then needs the file. Default: the first one listed.")
    private String base;

    @ArgGroup(exclusive = false, heading = "Clips to train on:%n")
    private ClipChoice clips = new ClipChoice();

    @ArgGroup(
            exclusive = false,
            heading = "How to split them for evaluation (default: speaker_folds if speakers are named, otherwise"
                    + " random_speakers_leak):%n")
    private ProtocolChoice protocol = new ProtocolChoice();

    @Mixin
    private LabelChoice labels;

    @Mixin
    private ReportChoice report;

    TrainHeadCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path file = requireUsable();
        Output output = new Output(spec.commandLine());
        try (EmotionClassifier model = open()) {
            ClipList list = clips.load(spec.commandLine());
            LabelMap words = labels.on(LabelMap.ownWords(list.clips()));
            requireNoReservedNames(list, words);
            HeadTraining.Setup setup = new HeadTraining.Setup(id, words, protocol(), report.threads());
            HeadTraining.Result result =
                    report.withProgress(surroundings, listener -> new HeadTraining(model, setup).run(list, listener));
            save(result.head(), file, output);
            report.write(result.evaluation(), surroundings.bars(), output);
        } catch (IOException e) {
            output.failed("ser", Reasons.ofFolder(e));
        }
        return output.exitCode();
    }

    /** Saves the head before the report is printed, which ends the command if nobody reads it any more. */
    private void save(LinearHead head, Path file, Output output) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            head.write(file);
            output.note("saved " + file + "; use it with --model " + id + " --models " + out
                    + (ModelChoice.isFile(base) ? " --base " + base : ""));
        } catch (IOException e) {
            output.failed(file.toString(), "cannot be written: " + Reasons.of(file.toString(), e));
        }
    }

    private EmotionClassifier open() {
        if (base == null) {
            return EmotionClassifier.create();
        }
        if (!ModelChoice.isFile(base)) {
            requireInstalled(true, base, "--base must be an ONNX file, or one of ");
            return EmotionClassifier.builder().model(base).build();
        }
        EmotionClassifier opened = EmotionClassifier.builder()
                .model(OnnxModels.fromPath(ModelChoice.file("--base", base, spec)))
                .build();
        try {
            requireInstalled(false, opened.spec().id(), "--base must be a file with another id than ");
            return opened;
        } catch (ParameterException e) {
            opened.close();
            throw e;
        }
    }

    private void requireNoReservedNames(ClipList list, LabelMap words) {
        for (LabelledClip clip : list.clips()) {
            words.emotion(clip).filter(Moment::isReserved).ifPresent(reserved -> {
                throw wrong("no label may be called " + reserved + ", which stands for no decision, but that of "
                        + clip.file() + " is; rename it with --map " + clip.label() + "=NAME");
            });
        }
    }

    private Optional<Protocol> protocol() {
        return protocol.isChosen()
                ? Optional.of(protocol.protocol(spec.commandLine(), clips, ProtocolChoice.Kind.SPEAKER_FOLDS))
                : Optional.empty();
    }

    /** Fails on unusable options before any clip is read. */
    private Path requireUsable() {
        report.requirePossible();
        protocol.requireConsistent(spec.commandLine(), ProtocolChoice.Kind.SPEAKER_FOLDS);
        if (protocol.isWithoutTraining()) {
            throw wrong(
                    "there is nothing to train on; choose a --protocol with folds, or list with --test and --train");
        }
        if (!LinearHead.isId(id)) {
            throw wrong(
                    "--id must be 1 to 64 of a-z, 0-9, dot, hyphen and underscore, the first of them a letter or digit,"
                            + " and not the name of a Windows device such as con, but was " + id);
        }
        requireInstalled(false, id, "--id must be none of ");
        try {
            Target.requirePossibleFolder("--out", out, spec.commandLine());
            Path file = Path.of(out, id + LinearHead.SUFFIX);
            if (Files.exists(file) && !replace) {
                throw wrong(file + " exists; give another --id, or --replace");
            }
            return file;
        } catch (InvalidPathException e) {
            throw wrong("--out: " + Reasons.of(out, e));
        }
    }

    private void requireInstalled(boolean wanted, String name, String rule) {
        List<String> installed = ModelChoice.installedIds();
        if (installed.contains(name) != wanted) {
            throw wrong(rule + String.join(", ", installed) + ", but was " + name);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
