package io.ser4j.examples.evaluation;

import io.ser4j.head.LinearHead;
import io.ser4j.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a model was trained on, by lists of files and marks of their audio. */
public final class TrainingRecord {
    private static final List<String> PARTS = List.of("train", "validation");
    private static final Pattern BEFORE_NUMBER_AT_END = Pattern.compile("^.*\\P{Nd}(?=\\p{Nd}+$)");

    private final Set<String> keys = new HashSet<>();
    private final Set<String> speakers = new HashSet<>();
    private final Set<String> speakerMarks = new HashSet<>();
    private final AudioIndex<Boolean> audio = new AudioIndex<>();
    private final List<String> descriptions = new ArrayList<>();
    /** Whether all of the training is on record. */
    private boolean complete = true;
    /** Whether all speakers of the training are on record, so that any other speaker is new. */
    private boolean everySpeaker = true;

    private TrainingRecord() {}

    /**
     * Creates a record from lists.
     *
     * @param names paths that begin with the name of a corpus and end as in its layout, such as
     *     {@code tess/OAF_angry/OAF_bar_angry.flac}; others are recognised by their file names
     * @param marks the marks of the clips, see {@link AudioIdentity#mark()}; may be empty
     * @return the record
     */
    public static TrainingRecord of(List<String> names, List<String> marks) {
        TrainingRecord record = new TrainingRecord();
        names.forEach(record::add);
        record.addAudio(marks);
        record.everySpeaker &= !names.isEmpty();
        String means = marks.isEmpty()
                ? "by their names alone, since no hashes of samples come with the model: a renamed copy would go unnoticed"
                : "by their published names and by " + record.audioMeans();
        record.descriptions.add(String.format(
                Locale.ROOT,
                "Training and validation of the model used %,d clips of %d speakers, recognised here %s.",
                names.size(),
                record.speakers.size(),
                means));
        return record;
    }

    /**
     * The record of a bundled model. Validation clips, by which the epoch was chosen, count as seen.
     *
     * @param modelId the model's id
     * @return the record, or empty if there is none
     */
    public static Optional<TrainingRecord> bundled(String modelId) {
        List<String> names = new ArrayList<>();
        List<String> marks = new ArrayList<>();
        for (String part : PARTS) {
            String list = "models/" + modelId + "/splits/" + part;
            names.addAll(lines(list + ".txt"));
            marks.addAll(HashList.marks(lines(list + HashList.SUFFIX)));
        }
        return names.isEmpty() && marks.isEmpty() ? Optional.empty() : Optional.of(of(names, marks));
    }

    /**
     * The record in a head, without that of its base model.
     *
     * @param head the head
     * @return the record, which recognises clips by their audio, and speakers by hashes of their names
     */
    public static TrainingRecord of(LinearHead head) {
        TrainingRecord record = new TrainingRecord();
        record.addAudio(head.training().clips());
        record.speakerMarks.addAll(head.training().speakers());
        record.complete = !head.training().clips().isEmpty();
        record.everySpeaker = !record.speakerMarks.isEmpty() && !record.speakerMarks.contains(speakerMark(""));
        record.descriptions.add(String.format(
                Locale.ROOT,
                "The head classifies embeddings of %s, version %s; the headings say what either was trained on."
                        + " The training of the head used %s of %s, recognised here by %s.",
                head.base().id(),
                head.base().version(),
                counted(head.training().clips().size(), "clip"),
                record.everySpeaker
                        ? counted(record.speakerMarks.size(), "speaker") + " (hashes of their names)"
                        : "speakers who are not all on record",
                record.audioMeans()));
        return record;
    }

    private static String counted(int number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }

    /**
     * The record of a training of which nothing is known.
     *
     * @param modelId the model that was trained
     * @return a record that recognises nothing, and takes nothing for new
     */
    public static TrainingRecord unknown(String modelId) {
        TrainingRecord record = new TrainingRecord();
        record.complete = false;
        record.everySpeaker = false;
        record.descriptions.add("It is not known whether " + modelId
                + " was trained on these clips or speakers: no training lists come with it.");
        return record;
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

    /**
     * This record together with another, for a model that was trained in two parts.
     *
     * @param other the other one
     * @return a record that recognises what either recognises
     */
    public TrainingRecord and(TrainingRecord other) {
        TrainingRecord both = new TrainingRecord();
        for (TrainingRecord record : List.of(this, other)) {
            both.keys.addAll(record.keys);
            both.speakers.addAll(record.speakers);
            both.speakerMarks.addAll(record.speakerMarks);
            both.audio.addAll(record.audio);
            both.descriptions.addAll(record.descriptions);
            both.complete &= record.complete;
            both.everySpeaker &= record.everySpeaker;
        }
        return both;
    }

    private void addAudio(List<String> marks) {
        marks.forEach(mark -> audio.add(mark.toLowerCase(Locale.ROOT), true));
    }

    private String audioMeans() {
        return audio.fingerprints() == 0
                ? "hashes of their samples: a renamed copy in another encoding would go unnoticed"
                : String.format(
                        Locale.ROOT,
                        "hashes of their samples, %,d also by fingerprints, which the usual encodings hardly change"
                                + " (a copy that was cut, filtered, or played faster or slower, or has noise or reverberation"
                                + " added, can go unnoticed)",
                        audio.fingerprints());
    }

    private void add(String name) {
        Path path = Path.of(name);
        Optional<LabelledClip> clip =
                CorpusLayout.named(path.getName(0).toString()).flatMap(layout -> layout.clip(path));
        clip.ifPresentOrElse(known -> speakers.add(Spelling.speaker(known.speaker())), () -> everySpeaker = false);
        keys.add(clip.map(LabelledClip::key).orElseGet(() -> fileKey(path)));
    }

    private static String fileKey(Path file) {
        return LabelledClip.stem(file).toLowerCase(Locale.ROOT);
    }

    /**
     * What the model knew of a clip.
     *
     * @param clip the clip
     * @param sound the identity of its audio
     * @return {@link Familiarity#UNKNOWN} only if a part of the training is not on record
     */
    public Familiarity of(LabelledClip clip, AudioIdentity sound) {
        List<LabelledClip> names = published(clip);
        if (names.stream().anyMatch(name -> keys.contains(name.key()))
                || keys.contains(fileKey(clip.file()))
                || audio.twin(sound).isPresent()) {
            return Familiarity.SEEN_CLIP;
        }
        if (speakers(clip).anyMatch(this::isKnown)) {
            return Familiarity.SEEN_SPEAKER;
        }
        if (!complete) {
            return Familiarity.UNKNOWN;
        }
        return clip.speaker().isEmpty() || !everySpeaker ? Familiarity.UNKNOWN_SPEAKER : Familiarity.UNSEEN_SPEAKER;
    }

    /**
     * The names that the speaker of a clip may have on record: lists often have the number alone, whereas the layouts put the
     * corpus before it.
     */
    private static Stream<String> speakers(LabelledClip clip) {
        String speaker = Spelling.speaker(clip.speaker());
        Stream<String> listed = speaker.isEmpty()
                ? Stream.of()
                : Stream.of(
                        clip.speaker(),
                        clip.corpus() + "-" + speaker,
                        clip.corpus() + "-"
                                + BEFORE_NUMBER_AT_END.matcher(speaker).replaceFirst(""));
        return Stream.concat(
                listed, Arrays.stream(CorpusLayout.values()).flatMap(layout -> layout.speaker(clip.file()).stream()));
    }

    private boolean isKnown(String speaker) {
        return !speaker.isEmpty()
                && (speakers.contains(Spelling.speaker(speaker))
                        || speakerMarks.contains(speakerMark(speaker))
                        // For heads that were trained before leading zeros were ignored.
                        || speakerMarks.contains(mark(Spelling.key(speaker))));
    }

    /**
     * The clip as its list describes it, and as the layouts read its file name, since a list may use any names for corpus and
     * speaker.
     */
    private static List<LabelledClip> published(LabelledClip clip) {
        Stream<LabelledClip> read = Arrays.stream(CorpusLayout.values())
                .flatMap(layout -> layout.clip(clip.file()).stream())
                .filter(name -> LabelMap.defaults().knows(name.label()));
        return Stream.concat(Stream.of(clip), read).toList();
    }

    /**
     * The mark by which a head's file recognises a speaker.
     *
     * @param speaker the name, in whatever spelling
     * @return {@value AudioHash#MARK_DIGITS} hexadecimal digits
     */
    public static String speakerMark(String speaker) {
        return mark(Spelling.speaker(speaker));
    }

    private static String mark(String key) {
        return AudioHash.mark(Sha256.hex(key.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Describes how the training clips are recognised.
     *
     * @return a sentence or two for reports
     */
    public String description() {
        return String.join(" ", descriptions);
    }
}
