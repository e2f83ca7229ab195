package io.ser4j.examples.cli;

import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionClassifierBuilder;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.evaluation.TrainingRecord;
import io.ser4j.head.HeadFolder;
import io.ser4j.head.LinearHead;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options {@code --model}, {@code --models} and {@code --base}. */
final class ModelChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description =
                    "The model: one that 'models' lists, or an ONNX file with the ser4j.* metadata, such as mine.onnx."
                            + " Default: the first one listed.")
    private String id;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "A folder of heads saved by 'train-head'; --model may then name one of them.")
    private String folder;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "The ONNX file that the head in --models was trained on, if 'models' does not list it.")
    private String base;

    /**
     * Opens a classifier with the chosen model and further choices, such as of its classes. An unknown model is wrong usage, with
     * a message that lists the available ones; so are choices that do not fit the model.
     */
    EmotionClassifier open(Consumer<EmotionClassifierBuilder> choices) {
        try {
            EmotionClassifierBuilder builder = builder();
            choices.accept(builder);
            return withoutReservedNames(builder.build());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    /** The emotion of the model that an option names; another is wrong usage. */
    static Emotion emotion(String option, String label, EmotionClassifier classifier, CommandLine commandLine) {
        List<Emotion> known = classifier.spec().labels();
        return known.stream()
                .filter(emotion -> emotion.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        commandLine,
                        option + " must be one of the model's classes, " + known + ", but was \"" + label + '"'));
    }

    private EmotionClassifier withoutReservedNames(EmotionClassifier opened) {
        Optional<Emotion> reserved =
                opened.labels().stream().filter(Moment::isReserved).findFirst();
        if (reserved.isPresent()) {
            opened.close();
            throw new ParameterException(
                    command.commandLine(),
                    "--model must not have a class called " + reserved.get()
                            + ", which stands for no decision; leave it out with --labels, or --merge it");
        }
        return opened;
    }

    private EmotionClassifierBuilder builder() {
        if (base != null && folder == null) {
            throw new ParameterException(command.commandLine(), "--base needs --models");
        }
        if (isFile(id) && folder != null) {
            throw new ParameterException(
                    command.commandLine(), "--models needs --model to be the id of a head, but it is a file, " + id);
        }
        if (isFile(id)) {
            return EmotionClassifier.builder().model(OnnxModels.fromPath(file("--model", id, command)));
        }
        Optional<HeadFolder> heads = heads();
        List<String> ids = new ArrayList<>(heads.map(HeadFolder::modelIds).orElse(List.of()));
        List<String> installed = installedIds();
        if (id == null) {
            if (heads.isPresent()) {
                throw new ParameterException(
                        command.commandLine(), "--models needs --model, one of " + String.join(", ", ids));
            }
            return EmotionClassifier.builder();
        }
        if (installed.contains(id) && ids.contains(id)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--model must name one model, but \"" + id + "\" is installed and also in " + folder);
        }
        if (ids.contains(id)) {
            return EmotionClassifier.builder().model(heads.orElseThrow().open(id));
        }
        ids.addAll(installed);
        if (!ids.contains(id)) {
            throw new ParameterException(
                    command.commandLine(),
                    "there is no model \"" + id + "\"; available: " + String.join(", ", ids)
                            + (folder == null ? "; a head also needs --models FOLDER" : ""));
        }
        if (base != null) {
            throw new ParameterException(
                    command.commandLine(), "--base needs --model to be a head of --models, but it is " + id);
        }
        return EmotionClassifier.builder().model(id);
    }

    /** Whether the name of a model is that of a file. */
    static boolean isFile(String model) {
        return model != null && model.endsWith(".onnx");
    }

    /** The file that an option names; a name that is not valid for a file is wrong usage. */
    static Path file(String option, String name, CommandSpec command) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new ParameterException(command.commandLine(), option + ": " + Reasons.of(name, e), e);
        }
    }

    private Optional<HeadFolder> heads() {
        return Optional.ofNullable(folder).map(name -> heads(name, Optional.ofNullable(base), command));
    }

    /**
     * The heads in a folder. Their base models are the installed ones or, for a head on one that is not installed, that of a
     * file.
     */
    static HeadFolder heads(String folder, Optional<String> base, CommandSpec command) {
        Path heads = file("--models", folder, command);
        return base.map(name -> file("--base", name, command))
                .map(file -> HeadFolder.of(heads, id -> installed(id).orElseGet(() -> OnnxModels.fromPath(file))))
                .orElseGet(() -> HeadFolder.of(heads));
    }

    private static Optional<EmotionModel> installed(String id) {
        return providers().stream()
                .filter(provider -> provider.modelIds().contains(id))
                .findFirst()
                .map(provider -> provider.open(id));
    }

    /** What the model was trained on; for a head, its own clips and those of its base model. Empty if unknown, as for a file. */
    Optional<TrainingRecord> training(EmotionClassifier classifier) {
        if (isFile(id)) {
            return Optional.empty();
        }
        String chosen = classifier.spec().id();
        Optional<LinearHead> head =
                heads().filter(heads -> heads.modelIds().contains(chosen)).map(heads -> heads.head(chosen));
        return head.map(known -> TrainingRecord.bundled(known.base().id())
                        .map(TrainingRecord.of(known)::and)
                        .orElseGet(() -> TrainingRecord.of(known)
                                .and(TrainingRecord.unknown(known.base().id()))))
                .or(() -> TrainingRecord.bundled(chosen));
    }

    /** The ids of the models of all backends. */
    static List<String> installedIds() {
        return providers().stream()
                .flatMap(provider -> provider.modelIds().stream())
                .toList();
    }

    /** All backends, the default one first. */
    static List<EmotionModelProvider> providers() {
        return ServiceLoader.load(EmotionModelProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(EmotionModelProvider::priority)
                        .reversed()
                        .thenComparing(EmotionModelProvider::name))
                .toList();
    }
}
