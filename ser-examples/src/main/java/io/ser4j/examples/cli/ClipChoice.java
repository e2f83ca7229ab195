package io.ser4j.examples.cli;

import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.CorpusLayout;
import io.ser4j.examples.evaluation.EvaluationException;
import io.ser4j.examples.evaluation.LabelFolders;
import io.ser4j.examples.evaluation.LabelledClip;
import io.ser4j.examples.evaluation.Manifest;
import io.ser4j.examples.evaluation.Reasons;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that choose the clips to evaluate or to train on. */
final class ClipChoice {
    private static final int MAX_NAMED = 20;

    @Option(
            names = "--corpus",
            paramLabel = "NAME=FOLDER",
            description =
                    "A corpus as published: tess, ravdess, crema-d, emodb, savee, nemo, ased or turev. May be repeated.")
    private List<String> corpora = List.of();

    @Option(
            names = "--manifest",
            paramLabel = "CSV",
            description =
                    "A CSV list with the columns path (relative to the list's own folder), emotion (or label) and speaker"
                            + " (unknown, n/a, NaN, null and ? name nobody); optionally text, corpus and others such as"
                            + " gender and language. May be repeated.")
    private List<String> manifests = List.of();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "A folder with a folder of clips for each label (FOLDER/angry/1.wav); the speakers are"
                    + " then unknown. May be repeated.")
    private List<String> folders = List.of();

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description =
                    "Use only clips with this corpus, speaker, label, text, gender, language, ... May be repeated; several"
                            + " values of one column are alternatives.")
    private List<String> where = List.of();

    @Option(
            names = "--leave-out",
            paramLabel = "LIST",
            description = "A file with the names of clips to skip, one per line, such as one of each pair of copies"
                    + " that would be on both sides of the split.")
    private String leaveOut;

    /** All clips that were loaded, before --leave-out and --where. */
    private ClipList loaded;

    ClipList load(CommandLine commandLine) throws IOException {
        ClipList all = new ClipList(List.of(), List.of());
        for (String corpus : corpora) {
            String[] sides = sides("--corpus", "NAME=FOLDER", corpus, commandLine);
            CorpusLayout layout = CorpusLayout.named(sides[0])
                    .orElseThrow(() -> new ParameterException(
                            commandLine,
                            "--corpus must name one of "
                                    + Arrays.stream(CorpusLayout.values())
                                            .map(CorpusLayout::corpus)
                                            .collect(Collectors.joining(", "))
                                    + ", but named " + sides[0]));
            all = all.plus(read(sides[1], layout::load));
        }
        for (String manifest : manifests) {
            all = all.plus(read(manifest, Manifest::read));
        }
        for (String folder : folders) {
            all = all.plus(read(folder, LabelFolders::read));
        }
        if (corpora.isEmpty() && manifests.isEmpty() && folders.isEmpty()) {
            throw new ParameterException(commandLine, "give --corpus, --manifest or --folder");
        }
        loaded = all;
        return chosen(leaveOut == null ? all : all.without(NameList.read(leaveOut)), commandLine);
    }

    /** The clips that --where chooses. */
    private ClipList chosen(ClipList clips, CommandLine commandLine) {
        Map<String, List<String>> wanted = new LinkedHashMap<>();
        for (String choice : where) {
            String[] sides = sides("--where", "COLUMN=VALUE", choice, commandLine);
            wanted.computeIfAbsent(sides[0], column -> new ArrayList<>()).add(sides[1]);
        }
        ClipList chosen = clips;
        for (Map.Entry<String, List<String>> column : wanted.entrySet()) {
            chosen = only(chosen, column.getKey(), column.getValue());
        }
        return chosen;
    }

    /** The given names without those of clips that --leave-out names. Requires {@link #load} first. */
    List<String> kept(List<String> names, CommandLine commandLine) {
        if (leaveOut == null) {
            return names;
        }
        Set<LabelledClip> out = Set.copyOf(loaded.named(NameList.read(leaveOut)));
        List<LabelledClip> clips = chosen(loaded, commandLine).named(names);
        return IntStream.range(0, names.size())
                .filter(i -> !out.contains(clips.get(i)))
                .mapToObj(names::get)
                .toList();
    }

    private static String[] sides(String option, String form, String given, CommandLine commandLine) {
        String[] sides = given.split("=", 2);
        if (sides.length < 2) {
            throw new ParameterException(commandLine, option + " must be " + form + ", but was " + given);
        }
        return sides;
    }

    private static ClipList only(ClipList clips, String column, List<String> values) {
        ClipList kept = clips.only(
                clip -> values.stream().anyMatch(value -> clip.has(column, value)),
                column + "=" + String.join(" or ", values));
        if (kept.clips().isEmpty()) {
            List<String> held = clips.clips().stream()
                    .map(clip -> clip.property(column))
                    .filter(each -> !each.isEmpty())
                    .distinct()
                    .sorted()
                    .toList();
            String some = held.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
            throw new EvaluationException("--where " + column + "=" + String.join(" or ", values) + " matches no clip: "
                    + (held.isEmpty() ? "no clip has a " + column : column + " is one of " + some)
                    + (held.size() > MAX_NAMED ? " and " + (held.size() - MAX_NAMED) + " more" : ""));
        }
        return kept;
    }

    /** Reads the clips of one source. */
    private interface Loader {
        ClipList load(Path path) throws IOException;
    }

    private static ClipList read(String name, Loader loader) {
        try {
            return loader.load(Path.of(name));
        } catch (IOException | InvalidPathException e) {
            throw new EvaluationException(name + ": " + Reasons.of(name, e));
        }
    }
}
