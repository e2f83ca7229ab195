package io.ser4j.examples.head;

import io.ser4j.Emotion;
import io.ser4j.examples.evaluation.ClipList;
import io.ser4j.examples.evaluation.ConfusionMatrix;
import io.ser4j.examples.evaluation.Evaluation;
import io.ser4j.examples.evaluation.Familiarity;
import io.ser4j.examples.evaluation.LabelMap;
import io.ser4j.examples.evaluation.Promise;
import io.ser4j.examples.evaluation.Protocol;
import io.ser4j.examples.evaluation.TrainingRecord;
import io.ser4j.head.BaseModel;
import io.ser4j.head.LinearHead;
import io.ser4j.head.LinearLayer;
import io.ser4j.head.TrainingMarks;
import io.ser4j.spi.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What a head's file and its report say about how the head was trained. */
final class HeadNotes {
    private static final int FEW = 10;

    private final ModelSpec base;
    private final Optional<TrainingRecord> training;
    private final HeadClips clips;
    private final Set<String> speakers = new TreeSet<>();

    HeadNotes(ModelSpec base, Optional<TrainingRecord> training, HeadClips clips) {
        this.base = base;
        this.training = training;
        this.clips = clips;
        clips.trained().forEach(clip -> speakers.add(clip.clip().speaker()));
        speakers.remove("");
    }

    /** The notes for the report. */
    List<String> all(ClipList list, LabelMap labels, Protocol protocol, TrainedLayer layer) {
        List<String> notes = new ArrayList<>(list.notes());
        notes.addAll(labels.note(list.clips()));
        notes.add(
                (clips.inFolds() ? "In each fold a new head is trained" : "The head is trained") + " on embeddings of "
                        + base.id() + ", version " + base.version()
                        + "; penalty and temperature are chosen within its training clips.");
        if (!protocol.promises().contains(Promise.SPEAKERS)) {
            notes.add("The same speaker may be on both sides of the split: expect worse on new voices.");
        }
        notes.addAll(weaknesses(protocol));
        notes.add(String.format(
                Locale.ROOT,
                "The saved head, version %s, is trained on %s %,d clips: penalty %s, temperature %.3f.",
                version(layer),
                clips.inFolds() ? "all" : "the train side alone,",
                clips.trained().size(),
                layer.strength(),
                layer.temperature()));
        notes.add("The headings below say what " + base.id() + ", or the head that is tested, was trained on.");
        knownToBase(Familiarity.SEEN_CLIP, "%,d of these clips").ifPresent(notes::add);
        knownToBase(Familiarity.SEEN_SPEAKER, "other clips of the speakers of %,d of these")
                .ifPresent(notes::add);
        return notes;
    }

    private Optional<String> knownToBase(Familiarity familiarity, String what) {
        long known = clips.heard().stream()
                .filter(clip -> training.map(record -> record.of(clip.clip(), clip.audio()))
                        .filter(familiarity::equals)
                        .isPresent())
                .count();
        return known == 0
                ? Optional.empty()
                : Optional.of(base.id() + " was trained on " + String.format(Locale.ROOT, what, known)
                        + ", so these figures are too good, and the head is overconfident on new voices.");
    }

    private List<String> weaknesses(Protocol protocol) {
        Map<String, Set<String>> voices = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (EmbeddedClip clip : clips.trained()) {
            String label = clip.truth().label();
            voices.computeIfAbsent(label, key -> new TreeSet<>())
                    .add(clip.clip().speaker());
            counts.merge(label, 1, Integer::sum);
        }
        List<String> notes = new ArrayList<>(ofOneCorpus());
        if (clips.inFolds() && protocol.promises().contains(Promise.SPEAKERS)) {
            voices.forEach((label, names) -> {
                if (names.size() == 1) {
                    notes.add(
                            "Only " + names.iterator().next() + " has clips of " + label
                                    + ": when this speaker is held out, nothing trains that class, and none of its clips can be right.");
                }
            });
        }
        String few = counts.entrySet().stream()
                .filter(entry -> entry.getValue() < FEW)
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        if (!few.isEmpty()) {
            notes.add("Too few clips to train or score reliably: " + few + ".");
        }
        return notes;
    }

    /** Where class and corpus coincide, a head may learn microphones and languages, and look good in every split of these clips. */
    private List<String> ofOneCorpus() {
        Map<String, Set<String>> corpora = new TreeMap<>();
        clips.trained()
                .forEach(clip -> corpora.computeIfAbsent(clip.truth().label(), label -> new TreeSet<>())
                        .add(clip.clip().corpus()));
        if (corpora.values().stream().distinct().count() < 2) {
            return List.of();
        }
        return corpora.entrySet().stream()
                .filter(entry -> entry.getValue().size() == 1)
                .map(entry -> "All clips of " + entry.getKey() + " come from "
                        + entry.getValue().iterator().next()
                        + ": the head may recognise the recordings of that corpus instead of the class, which these figures"
                        + " would not show.")
                .toList();
    }

    /** The head with its marks and properties. */
    LinearHead head(String id, TrainedLayer layer, Evaluation evaluation) {
        ModelSpec spec = new ModelSpec(
                id,
                version(layer),
                layer.classes(),
                base.sampleRateHz(),
                layer.temperature(),
                properties(layer, evaluation));
        TrainingMarks marks = new TrainingMarks(
                clips.trained().stream().map(clip -> clip.audio().mark()).toList(),
                clips.trained().stream()
                        .map(clip -> TrainingRecord.speakerMark(clip.clip().speaker()))
                        .distinct()
                        .sorted()
                        .toList());
        return LinearHead.of(spec, BaseModel.of(base), layer.layer(), marks);
    }

    /**
     * A checksum of everything that decides on answers, so that rows and voices of a head are not taken for those of the one that
     * replaces it under the same id.
     */
    static String version(TrainedLayer layer) {
        CRC32 sum = new CRC32();
        sum.update(layer.classes().toString().getBytes(StandardCharsets.UTF_8));
        LinearLayer numbers = layer.layer();
        Stream.of(
                        Arrays.stream(numbers.weights()).flatMapToDouble(Arrays::stream),
                        Arrays.stream(numbers.centre()),
                        Arrays.stream(numbers.scale()),
                        Arrays.stream(numbers.bias()),
                        DoubleStream.of(layer.temperature()),
                        layer.averageLogits().stream()
                                .flatMap(average -> average.rows().stream())
                                .flatMap(List::stream)
                                .mapToDouble(Double::doubleValue))
                .flatMapToDouble(Function.identity())
                .forEach(number -> sum.update(ByteBuffer.allocate(Double.BYTES).putDouble(0, number)));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    private Map<String, String> properties(TrainedLayer layer, Evaluation evaluation) {
        Map<String, String> properties = new HashMap<>();
        for (String inherited : List.of(ModelSpec.LICENCE, ModelSpec.WINDOW_SECONDS, ModelSpec.HOP_SECONDS)) {
            if (base.properties().containsKey(inherited)) {
                properties.put(inherited, base.properties().get(inherited));
            }
        }
        properties.put(
                "licence_note",
                "the licence of the base model; that of the clips that the head was trained on applies, too");
        List<Emotion> classes = layer.classes();
        ConfusionMatrix confusion = ConfusionMatrix.of(
                classes,
                evaluation.judgements().stream()
                        .map(judgement -> judgement.truth())
                        .toList(),
                evaluation.judgements().stream()
                        .map(judgement -> judgement.answer())
                        .toList());
        properties.put(ModelSpec.ACCURACY, Double.toString(confusion.accuracy()));
        properties.put("uar", Double.toString(confusion.uar()));
        properties.put("protocol", evaluation.protocol());
        layer.averageLogits().ifPresent(average -> {
            properties.put(ModelSpec.MEAN_LOGITS, AverageLogits.property(average.mean()));
            properties.put(ModelSpec.EMOTION_MEAN_LOGITS, average.property());
        });
        properties.put("penalty", Double.toString(layer.strength()));
        properties.put("training_clips", Integer.toString(clips.trained().size()));
        properties.put("training_speakers", Integer.toString(speakers.size()));
        return properties;
    }
}
