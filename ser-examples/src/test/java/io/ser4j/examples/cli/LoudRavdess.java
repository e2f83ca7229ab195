package io.ser4j.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A RAVDESS of three actors for the demonstration backend, which calls loud clips excited: all angry clips but one are loud, the
 * neutral ones are quiet.
 */
record LoudRavdess(Path folder) {
    /** Tests with such a corpus in a folder of their own. */
    abstract static class Tests {
        @TempDir
        Path folder;

        LoudRavdess corpus;

        @BeforeEach
        void makeCorpus() throws IOException {
            corpus = LoudRavdess.in(folder);
        }
    }

    static LoudRavdess in(Path parent) throws IOException {
        LoudRavdess corpus = new LoudRavdess(parent.resolve("ravdess"));
        for (int actor = 1; actor <= 3; actor++) {
            for (int take = 1; take <= 2; take++) {
                corpus.clip(actor, "01", take, 0.01);
                corpus.clip(actor, "05", take, actor == 3 && take == 2 ? 0.01 : 0.9);
            }
        }
        return corpus;
    }

    /** Adds a clip of an actor and an emotion: noise of a level in [0, 1], which differs for each file name. */
    Path clip(int actor, String emotion, int take, double level) throws IOException {
        Path file =
                folder.resolve(String.format("Actor_%02d/03-01-%s-01-01-%02d-%02d.wav", actor, emotion, take, actor));
        Files.createDirectories(file.getParent());
        Random random = new Random(file.getFileName().toString().hashCode());
        short[] samples = new short[800];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (level * 32_000 * (2 * random.nextDouble() - 1));
        }
        return Files.write(file, Recording.wav(samples, Recording.RATE));
    }

    /** Evaluates the backend on it. */
    CommandLineRun evaluate(String... more) {
        List<String> args = new ArrayList<>(List.of("evaluate", "--model", "loudness-demo"));
        args.addAll(List.of("--corpus", "ravdess=" + folder, "--map", "angry=excited", "--map", "neutral=calm"));
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(new String[0]));
    }
}
