package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Classifies files and writes the outcomes in the order of the files. For one run, in one thread. */
final class Batch {
    private final EmotionClassifier classifier;
    private final ChannelChoice channel;
    private final ResultRows rows;
    private final Output output;
    private final Optional<ResultFile> file;
    private Optional<Progress> progress = Optional.empty();
    private long done;
    private long failed;

    /** Writes rows to the file if there is one, otherwise to the output. */
    Batch(
            EmotionClassifier classifier,
            ChannelChoice channel,
            ResultRows rows,
            Output output,
            Optional<ResultFile> file) {
        this.classifier = classifier;
        this.channel = channel;
        this.rows = rows;
        this.output = output;
        this.file = file;
    }

    /** Classifies the files, up to {@code threads} at a time, except those that already have a row in the file of results. */
    void run(AudioFiles files, int threads, Optional<Progress> progressBar) throws IOException {
        progress = progressBar;
        try (InOrder<AudioFiles.Input, Outcome> inOrder =
                new InOrder<>(threads, input -> Outcome.of(input, channel, classifier), this::receive)) {
            files.forEach(input -> {
                earlier(input.name()).ifPresentOrElse(this::pass, () -> inOrder.add(input));
            });
            inOrder.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            progress.ifPresent(Progress::clear);
        }
        report(files.leftOut());
        if (files.linkedFolders() > 0) {
            output.note("ser: skipped " + files.linkedFolders()
                    + (files.linkedFolders() == 1 ? " link to a folder" : " links to folders"));
        }
    }

    private Optional<ResultRows.Earlier> earlier(String name) {
        try {
            return file.isPresent() ? file.get().takeEarlier(name) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(ResultRows.Earlier earlier) {
        done++;
        failed += earlier.failed() ? 1 : 0;
        progress.ifPresent(Progress::skip);
    }

    private void receive(Outcome outcome) {
        Optional<String> row = outcome.result()
                .map(result -> rows.result(outcome.file(), result))
                .or(() -> rows.failure(outcome.file(), outcome.failure().orElseThrow()));
        if (row.isPresent()) {
            write(row.get());
        } else {
            progress.ifPresent(Progress::clear);
            output.failed(outcome.file(), outcome.failure().orElseThrow());
        }
        boolean success = outcome.result().isPresent();
        done++;
        failed += success ? 0 : 1;
        progress.ifPresent(bar -> bar.step(success));
    }

    private void write(String row) {
        if (file.isEmpty()) {
            output.line(row);
            return;
        }
        try {
            file.get().append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(long leftOut) {
        if (failed > 0 && rows.failure("", "").isPresent()) {
            output.failed("ser", failed + " of " + done + " failed; their rows say why");
        }
        if (leftOut > 0) {
            output.note(
                    "ser: skipped " + leftOut + (leftOut == 1 ? " file" : " files") + " without audio in the folders");
        }
    }
}
