package io.ser4j.examples.evaluation;

import io.ser4j.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a model was trained on, as lists of files and perhaps hashes of their samples tell. */
public final class TrainingRecord {
    private static final List<String> PARTS = List.of("train", "validation");
    /** As many digits of a hash as lists may cut it to: 64 bits tell any number of clips apart. */
    private static final int HASH_DIGITS = 16;

    private final Set<String> keys = new HashSet<>();
    private final Set<String> speakers = new HashSet<>();
    private final Set<String> hashes = new HashSet<>();
    private final int names;

    private TrainingRecord(List<String> names, List<String> hashes) {
        this.names = names.size();
        names.forEach(this::add);
        hashes.forEach(hash -> this.hashes.add(cut(hash)));
    }

    /**
     * A record of lists.
     *
     * @param names paths that begin with the name of a corpus and end as its layout has it, such as
     *     {@code tess/OAF_angry/OAF_bar_angry.flac}; others count by their file names
     * @param hashes the {@link AudioHash} of each clip, at least its first 16 digits; may be empty
     * @return the record
     */
    public static TrainingRecord of(List<String> names, List<String> hashes) {
        return new TrainingRecord(names, hashes);
    }

    /**
     * The record that travels with a bundled model. The clips that chose among its epochs count as seen.
     *
     * @param modelId the model's id
     * @return the record, or empty where there is none
     */
    public static Optional<TrainingRecord> bundled(String modelId) {
        List<String> names = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (String part : PARTS) {
            String list = "models/" + modelId + "/splits/" + part;
            names.addAll(lines(list + ".txt"));
            lines(list + ".sha256").forEach(line -> hashes.add(line.replaceFirst("\\s.*", "")));
        }
        return names.isEmpty() && hashes.isEmpty() ? Optional.empty() : Optional.of(of(names, hashes));
    }

    private static List<String> lines(String resource) {
        try (InputStream in = OnnxModels.class.getResourceAsStream(resource)) {
            return in == null
                    ? List.of()
                    : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String name) {
        Path path = Path.of(name);
        Optional<LabelledClip> clip =
                CorpusLayout.named(path.getName(0).toString()).flatMap(layout -> layout.clip(path));
        clip.ifPresent(known -> speakers.add(known.speaker()));
        keys.add(clip.map(LabelledClip::key).orElseGet(() -> fileKey(path)));
    }

    private static String fileKey(Path file) {
        return LabelledClip.stem(file).toLowerCase(Locale.ROOT);
    }

    private static String cut(String hash) {
        return hash.toLowerCase(Locale.ROOT).substring(0, Math.min(HASH_DIGITS, hash.length()));
    }

    /**
     * What the model knew of a clip.
     *
     * @param clip the clip
     * @param sha256 its {@link AudioHash}
     * @return never {@link Familiarity#UNKNOWN}
     */
    public Familiarity of(LabelledClip clip, String sha256) {
        if (keys.contains(clip.key()) || keys.contains(fileKey(clip.file())) || hashes.contains(cut(sha256))) {
            return Familiarity.SEEN_CLIP;
        }
        return speakers.contains(clip.speaker()) ? Familiarity.SEEN_SPEAKER : Familiarity.UNSEEN_SPEAKER;
    }

    /**
     * Says by what the clips of the training are known.
     *
     * @return a sentence for reports
     */
    public String description() {
        String means = hashes.isEmpty()
                ? "by their names, for no hashes of samples travel with the model: a renamed copy would go unnoticed"
                : "by their names and by hashes of their samples";
        return String.format(
                Locale.ROOT, "%,d clips of %d speakers in the training are known %s.", names, speakers.size(), means);
    }
}
