package io.ser4j.examples.cli;

import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "models",
        description = "Lists the models: what classify uses by default first.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%n",
        footer = "Accuracy is the share of right answers on the test list that the model's own card names.")
final class ModelsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Output output = new Output(spec.commandLine());
        ModelTable table = new ModelTable();
        for (EmotionModelProvider provider : ModelChoice.providers()) {
            for (String id : provider.modelIds()) {
                try (EmotionModel model = provider.open(id)) {
                    table.add(model.spec());
                } catch (ModelException e) {
                    output.failed(id, Reasons.of(id, e));
                }
            }
        }
        List<String> lines = table.lines();
        lines.forEach(output::line);
        return output.exitCode();
    }
}
