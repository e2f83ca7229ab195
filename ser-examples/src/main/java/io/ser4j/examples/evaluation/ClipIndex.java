package io.ser4j.examples.evaluation;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds clips by the names that lists give them. */
final class ClipIndex {
    private static final int MAX_NAMED = 5;

    private final Map<String, List<LabelledClip>> byStem = new HashMap<>();

    ClipIndex(List<LabelledClip> clips) {
        clips.forEach(clip -> byStem.computeIfAbsent(stem(clip.file()), stem -> new ArrayList<>())
                .add(clip));
    }

    /** One clip per name: the one whose path ends with it, or else the only one with its file name, whatever the extension. */
    List<LabelledClip> find(List<String> names) {
        List<LabelledClip> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            List<LabelledClip> best = best(name);
            if (best.size() == 1) {
                found.add(best.get(0));
            } else {
                missing.add(name + (best.isEmpty() ? "" : " (matches " + best.size() + " clips)"));
            }
        }
        if (!missing.isEmpty()) {
            throw new EvaluationException("each name of a list must fit one clip, but " + missing.size() + " of "
                    + names.size() + " do not: "
                    + String.join(", ", missing.subList(0, Math.min(MAX_NAMED, missing.size()))));
        }
        return found;
    }

    private List<LabelledClip> best(String name) {
        Path path;
        try {
            path = Path.of(name.replace('\\', '/'));
        } catch (InvalidPathException e) {
            return List.of();
        }
        if (path.getFileName() == null) {
            return List.of();
        }
        List<LabelledClip> candidates = byStem.getOrDefault(stem(path), List.of());
        List<LabelledClip> exact =
                candidates.stream().filter(clip -> clip.file().endsWith(path)).toList();
        return exact.isEmpty() ? candidates : exact;
    }

    private static String stem(Path file) {
        return LabelledClip.stem(file).toLowerCase(Locale.ROOT);
    }
}
