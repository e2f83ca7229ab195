package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.spi.EmotionModelProvider;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --model}. */
final class ModelChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--model",
            paramLabel = "ID",
            description = "The model to use, one of those that 'models' lists. Default: the first of them.")
    private String id;

    /** Opens a classifier with the model asked for; an unknown one is wrong usage, and the message lists what exists. */
    EmotionClassifier open() {
        List<String> ids = providers().stream()
                .flatMap(provider -> provider.modelIds().stream())
                .toList();
        if (id == null) {
            return EmotionClassifier.create();
        }
        if (!ids.contains(id)) {
            throw new ParameterException(
                    command.commandLine(), "there is no model \"" + id + "\"; what exists: " + String.join(", ", ids));
        }
        return EmotionClassifier.builder().model(id).build();
    }

    /** All backends, the one that answers by default first. */
    static List<EmotionModelProvider> providers() {
        return ServiceLoader.load(EmotionModelProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(EmotionModelProvider::priority)
                        .reversed()
                        .thenComparing(EmotionModelProvider::name))
                .toList();
    }
}
