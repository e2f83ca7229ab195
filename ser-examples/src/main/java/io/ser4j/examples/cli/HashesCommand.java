package io.ser4j.examples.cli;

import io.ser4j.SerException;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.HashList;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "hashes",
        description =
                "Writes, next to each list of clips, hashes and audio fingerprints by which evaluate recognises a clip"
                        + " under any name. Only for the training lists that are bundled with a model: evaluate reads"
                        + " no others, and compares the clips of --train and --test by itself.",
        mixinStandardHelpOptions = true,
        versionProvider = SerCommand.Version.class,
        footerHeading = "%nExample:%n",
        footer = "  java -jar ser.jar hashes --root corpora splits/train.txt splits/validation.txt")
final class HashesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--root",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder that the paths are relative to. Default: the current one.")
    private String root;

    @Mixin
    private Threads threads;

    @Parameters(
            arity = "1..*",
            paramLabel = "LIST",
            description = "Files with one path per line; for train.txt the hashes go to train.hashes.txt.")
    private List<String> lists;

    @Override
    public Integer call() {
        lists.forEach(this::requireReplaceable);
        Output output = new Output(spec.commandLine());
        Set<Path> targets = new HashSet<>();
        for (String list : lists) {
            try {
                if (!targets.add(HashList.beside(Path.of(list)).toAbsolutePath().normalize())) {
                    output.failed(list, "its hashes would overwrite those of another list");
                    continue;
                }
                output.line(HashList.write(Path.of(root), Path.of(list), threads.count(), success -> {})
                        .toString());
            } catch (IOException | InvalidPathException | SerException e) {
                output.failed(list, Reasons.of(list, e));
            }
        }
        return output.exitCode();
    }

    private void requireReplaceable(String list) {
        try {
            Target.requireReplaceable("the hashes of " + list, HashList.beside(Path.of(list)), spec.commandLine());
        } catch (InvalidPathException | EvaluationException e) {
            // Reported when the list is read, so that the other lists still get their hashes.
        }
    }
}
