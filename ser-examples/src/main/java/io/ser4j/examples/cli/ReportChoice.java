package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.HtmlReport;
import io.ser4j.examples.evaluation.Reasons;
import io.ser4j.examples.evaluation.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for the report of an evaluation and for the number of threads. */
final class ReportChoice {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text, json (one object with everything), or csv (one row per clip; the notes go to standard error)."
                            + " Default: ${DEFAULT-VALUE}.")
    private ResultFormat format;

    @Option(
            names = "--html",
            paramLabel = "REPORT",
            description = "Also write a report with pictures, as a single HTML file.")
    private String html;

    @Mixin
    private Threads threads;

    /** Fails if the report cannot be written, before any clip is read. */
    void requirePossible() {
        if (html != null) {
            Target.requirePossible("--html", html, command.commandLine());
        }
    }

    int threads() {
        return threads.count();
    }

    /** Runs work that reads clips, with a progress bar if standard error is a terminal. */
    <T> T withProgress(Surroundings surroundings, Function<Consumer<Boolean>, T> work) {
        Optional<Progress> progress = surroundings.terminals().test(Terminal.STANDARD_ERROR)
                ? Optional.of(new Progress(command.commandLine().getErr(), System::nanoTime, OptionalLong.empty()))
                : Optional.empty();
        try {
            return work.apply(success -> progress.ifPresent(bar -> bar.step(success)));
        } finally {
            progress.ifPresent(Progress::clear);
        }
    }

    /** Writes the page first, since printing ends the command if nobody reads the output any more. */
    void write(Evaluation evaluation, Bars bars, Output output) {
        if (html != null) {
            writeHtml(evaluation, output);
        }
        output.text(
                switch (format) {
                    case TEXT -> new EvaluationText(evaluation, bars).toString();
                    case JSON -> EvaluationJson.of(evaluation) + "\n";
                    case CSV -> EvaluationCsv.of(evaluation);
                });
        if (format == ResultFormat.CSV) {
            evaluation.notes().forEach(output::note);
        }
        evaluation
                .failures()
                .forEach(failure -> output.failed(failure.clip().file().toString(), failure.reason()));
    }

    private void writeHtml(Evaluation evaluation, Output output) {
        try {
            // Unpaired surrogates, which names may contain, become question marks.
            WholeFile.write(Path.of(html), HtmlReport.of(evaluation).getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            output.failed(html, "cannot be written: " + Reasons.of(html, e));
        }
    }
}
