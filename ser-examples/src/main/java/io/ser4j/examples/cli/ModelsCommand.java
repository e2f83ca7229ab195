package io.ser4j.examples.cli;

import io.ser4j.ModelException;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.head.HeadFolder;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        description = "Lists the models; the default comes first.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%n",
        footer = ModelsCommand.ABOUT_ACCURACY)
final class ModelsCommand implements Callable<Integer> {
    static final String ABOUT_ACCURACY = """
            ACCURACY, the share of correct answers, was measured when the model was made: on its own test
            list (for general, the mean over its corpora), or for a head in the folds of 'train-head'. It is
            optimistic: tess-lstm was trained on the speakers of its list, general on those of one of its
            five corpora; the folds of a head share speakers if these were not named, and clips that its
            base model was trained on flatter it. On other voices it is far lower: see the model cards, or
            run 'evaluate' on your own clips.""";

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--models",
            paramLabel = "FOLDER",
            description = "Also list the heads that 'train-head' saved there.")
    private String folder;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "The ONNX file that heads in --models were trained on, if it is not listed.")
    private String base;

    @Override
    public Integer call() {
        if (base != null && folder == null) {
            throw new ParameterException(spec.commandLine(), "--base needs --models");
        }
        Output output = new Output(spec.commandLine());
        ModelTable table = new ModelTable();
        for (EmotionModelProvider provider : ModelChoice.providers()) {
            provider.modelIds().forEach(id -> add(provider, id, table, output));
        }
        if (folder != null) {
            HeadFolder heads = ModelChoice.heads(folder, Optional.ofNullable(base), spec);
            heads.modelIds().forEach(id -> add(heads, id, table, output));
        }
        List<String> lines = table.lines();
        lines.forEach(output::line);
        output.line("");
        output.line(ABOUT_ACCURACY);
        return output.exitCode();
    }

    private static void add(EmotionModelProvider provider, String id, ModelTable table, Output output) {
        try (EmotionModel model = provider.open(id)) {
            table.add(model.spec());
        } catch (ModelException e) {
            output.failed(id, Reasons.of(id, e));
        }
    }
}
