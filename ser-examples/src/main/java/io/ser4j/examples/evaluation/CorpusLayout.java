package io.ser4j.examples.evaluation;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Published corpora whose file names give speaker, emotion and text. Files may be in any audio format and any folder; in TurEV-DB
 * the folder gives the emotion.
 */
public enum CorpusLayout {
    /** TESS, Toronto emotional speech set: {@code OAF_back_angry.wav} is speaker, word, emotion; the text is the word. */
    TESS("en", Texts.WORDS, "(?<speaker>OAF?|YAF)_(?<text>[^_/]+)_(?<label>[a-z]+)", ""),
    /**
     * RAVDESS: {@code 03-01-06-01-02-01-12.wav} is modality, channel, emotion, intensity, statement, repetition, actor. Only
     * spoken audio (03-01) is taken: songs are other material, and soundtracks of the videos repeat the same recordings.
     */
    RAVDESS(
            "en",
            Texts.CODES,
            "03-01-(?<label>0[1-8])-0[12]-0(?<text>[12])-0[12]-(?<speaker>\\d\\d)",
            "01=neutral 02=calm 03=happy 04=sad 05=angry 06=fearful 07=disgust 08=surprised"),
    /** CREMA-D: {@code 1001_DFA_ANG_XX.wav} is actor, sentence, emotion, level; {@code VideoDemographics.csv} has the genders. */
    CREMA_D(
            "en",
            Texts.CODES,
            "(?<speaker>1\\d{3})_(?<text>[A-Z]{3})_(?<label>ANG|DIS|FEA|HAP|NEU|SAD)_[A-Z]{1,2}",
            "ang=anger dis=disgust fea=fear hap=happy neu=neutral sad=sad"),
    /** Berlin EmoDB: {@code 03a01Fa.wav} is speaker, text, emotion by its German initial, version. */
    EMODB(
            "de",
            Texts.CODES,
            "(?<speaker>\\d\\d)(?<text>[ab]\\d\\d)(?<label>[WLEAFTN])[a-z]",
            "w=anger l=boredom e=disgust a=fear f=happiness t=sadness n=neutral"),
    /**
     * SAVEE: {@code DC_a01.wav} or {@code DC/a01.wav}. The names do not tell which few sentences are common to all emotions, so
     * the texts count as unknown.
     */
    SAVEE(
            "en",
            Texts.UNKNOWN,
            "(?<speaker>DC|JE|JK|KL)[_/](?<text>(?<label>sa|su|[adfhn])\\d\\d)",
            "a=anger d=disgust f=fear h=happiness n=neutral sa=sadness su=surprise"),
    /** nEMO: {@code SM0_happiness_12.wav} is speaker, emotion, sentence; {@code data.tsv} has the genders. */
    NEMO("pl", Texts.CODES, "(?<speaker>[A-Z]{2}\\d)_(?<label>[a-z]+)_(?<text>\\d+)", ""),
    /** ASED: {@code n1-01-01-02-38.wav} begins with the emotion and ends with the speaker; the second number is the sentence. */
    ASED(
            "am",
            Texts.CODES,
            "(?<label>[nfhsa])\\d-(?<text>\\d\\d)-\\d\\d-\\d\\d-(?<speaker>\\d\\d)",
            "n=neutral f=fear h=happy s=sad a=angry"),
    /** TurEV-DB: {@code Angry/1157_kz_acik.wav} is emotion, speaker, a short form of the emotion, word. */
    TUREV("tr", Texts.WORDS, "(?<label>angry|calm|happy|sad)/(?<speaker>\\d+)_(?:kz|sk|mt|hl)_(?<text>[^/]+)", "");

    private static final Map<String, CorpusLayout> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(CorpusLayout::corpus, layout -> layout));

    /** The name of any recording of RAVDESS: songs and videos have the same actors. */
    private static final Pattern ANY_RAVDESS =
            Pattern.compile("(?:.*/)?0[123]-0[12]-0[1-8]-0[12]-0[12]-0[12]-(\\d\\d)");

    /** What the name of a file says about the text. */
    private enum Texts {
        /** The words themselves. */
        WORDS,
        /** A number or code, which means another sentence in another corpus. */
        CODES,
        /** Not enough to know which sentences are the same. */
        UNKNOWN
    }

    private final String language;
    private final Texts texts;
    private final Pattern name;
    private final Map<String, String> labels;

    CorpusLayout(String language, Texts texts, String name, String labels) {
        this.language = language;
        this.texts = texts;
        this.name = Pattern.compile("(?:.*/)?" + name, Pattern.CASE_INSENSITIVE);
        this.labels = codes(labels);
    }

    private static Map<String, String> codes(String text) {
        Map<String, String> codes = new LinkedHashMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split(" ")) {
            codes.put(pair.replaceFirst("=.*", ""), pair.replaceFirst(".*=", ""));
        }
        return codes;
    }

    /**
     * The layout of a corpus by its name.
     *
     * @param corpus such as {@code ravdess} or {@code CREMA-D}, in any case, with hyphens, underscores or blanks
     * @return the layout, or empty if none has this name
     */
    public static Optional<CorpusLayout> named(String corpus) {
        return Optional.ofNullable(BY_NAME.get(Spelling.key(corpus).replace(' ', '-')));
    }

    /**
     * The name of the corpus.
     *
     * @return such as {@code ravdess} or {@code crema-d}
     */
    public String corpus() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The clip that a file's name describes.
     *
     * @param file a path; in some corpora the folder matters
     * @return the clip, or empty if the name does not fit this corpus
     */
    public Optional<LabelledClip> clip(Path file) {
        Matcher found = name.matcher(withoutEnding(file));
        if (!found.matches()) {
            return Optional.empty();
        }
        String code = found.group("label").toLowerCase(Locale.ROOT);
        String person = found.group("speaker").toUpperCase(Locale.ROOT);
        // One published TESS file, OA_bite_neutral, has lost a letter.
        String speaker = corpus() + "-" + (person.equals("OA") ? "OAF" : person);
        Map<String, String> groups = new LinkedHashMap<>(Map.of("language", language));
        gender(person).ifPresent(gender -> groups.put("gender", gender));
        String text = text(found.group("text").toLowerCase(Locale.ROOT));
        return Optional.of(new LabelledClip(file, corpus(), speaker, labels.getOrDefault(code, code), text, groups));
    }

    /** The speaker of a file, even of one that {@link #clip} does not accept, if its name gives the speaker. */
    Optional<String> speaker(Path file) {
        Matcher other = ANY_RAVDESS.matcher(withoutEnding(file));
        return this == RAVDESS && other.matches()
                ? Optional.of(corpus() + "-" + other.group(1))
                : clip(file)
                        .filter(named -> LabelMap.defaults().knows(named.label()))
                        .map(LabelledClip::speaker);
    }

    private static String withoutEnding(Path file) {
        String path = file.toString().replace('\\', '/');
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(0, dot) : path;
    }

    /** The gender, for corpora that publish it for all speakers in their description. */
    private Optional<String> gender(String person) {
        return switch (this) {
            case TESS -> Optional.of("female");
            case SAVEE -> Optional.of("male");
            case RAVDESS -> Optional.of(Integer.parseInt(person) % 2 == 0 ? "female" : "male");
            case EMODB -> Optional.of(Set.of("03", "10", "11", "12", "15").contains(person) ? "male" : "female");
            default -> Optional.empty();
        };
    }

    /** The genders, for corpora that publish them in a table beside the clips. */
    private SpeakerGenders genders(Path folder) {
        return switch (this) {
            case CREMA_D -> SpeakerGenders.read(folder, "VideoDemographics.csv", "ActorID", "Sex");
            case NEMO -> SpeakerGenders.read(folder, "data.tsv", "speaker_id", "gender");
            default -> SpeakerGenders.unknown();
        };
    }

    private LabelledClip with(SpeakerGenders genders, LabelledClip clip) {
        Map<String, String> groups = new LinkedHashMap<>(clip.groups());
        genders.of(clip.speaker().substring(corpus().length() + 1)).ifPresent(gender -> groups.put("gender", gender));
        return new LabelledClip(clip.file(), clip.corpus(), clip.speaker(), clip.label(), clip.text(), groups);
    }

    /** Whether equal texts mean the same only within this corpus. */
    boolean codesTexts() {
        return texts == Texts.CODES;
    }

    /** Puts a letter before a plain number, as the codes of other corpora have one. */
    private String text(String code) {
        if (texts == Texts.UNKNOWN) {
            return "";
        }
        return code.chars().allMatch(Character::isDigit) ? "s" + code : code;
    }

    /**
     * All clips below a folder; links are followed. Of files with the same name, speaker and emotion only one counts, preferably
     * a lossless one, then the least deep, since some archives contain their corpus twice.
     *
     * @param folder the root of the corpus
     * @return the clips in the order of their paths, with notes on what was left out
     * @throws IOException if the folder cannot be traversed
     * @throws EvaluationException if no file has a name of this layout
     */
    public ClipList load(Path folder) throws IOException {
        Map<String, LabelledClip> clips = new LinkedHashMap<>();
        List<Path> strange = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        for (Path file : audio(folder)) {
            Optional<LabelledClip> clip = clip(file);
            if (clip.isEmpty()) {
                strange.add(folder.relativize(file));
            } else if (clips.putIfAbsent(nameOf(clip.get()), clip.get()) != null) {
                copies.add(folder.relativize(file));
            }
        }
        if (clips.isEmpty()) {
            throw new EvaluationException(strange.stream()
                    .findFirst()
                    .map(first ->
                            "no audio file below " + folder + " has a name of " + corpus() + "; the first is " + first)
                    .orElse("there is no audio file below " + folder));
        }
        SpeakerGenders genders = genders(folder);
        List<String> notes = new ArrayList<>(notes(strange, copies));
        notes.addAll(genders.notes());
        return new ClipList(
                clips.values().stream()
                        .map(clip -> with(genders, clip))
                        .sorted(Comparator.comparing(LabelledClip::file))
                        .toList(),
                notes);
    }

    /**
     * A key that is equal for copies; SAVEE is published with the speaker before the name, and with the speaker as the folder.
     */
    private String nameOf(LabelledClip clip) {
        return this == SAVEE ? clip.key().replaceFirst("/(?:dc|je|jk|kl)_([^/]+)$", "/$1") : clip.key();
    }

    private List<String> notes(List<Path> strange, List<Path> copies) {
        List<String> notes = new ArrayList<>();
        if (!strange.isEmpty()) {
            notes.add(corpus() + ": " + strange.size()
                    + " left out, since their names do not match this corpus; the first is " + strange.get(0));
        }
        if (!copies.isEmpty()) {
            notes.add(corpus() + ": " + copies.size() + " left out as second copies by their names; the first is "
                    + copies.get(0));
        }
        return notes;
    }

    /**
     * All files below a folder that are audio by their names, lossless ones first, then the least deep. Links are followed,
     * except one that leads back to a folder that contains it.
     */
    static List<Path> audio(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && AudioNames.isAudio(file)) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                        if (failure instanceof FileSystemLoopException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        found.sort(Comparator.comparing(AudioNames::isLossy)
                .thenComparing(Path::getNameCount)
                .thenComparing(Comparator.naturalOrder()));
        return found;
    }

    /** Returns {@link #corpus()}. */
    @Override
    public String toString() {
        return corpus();
    }
}
