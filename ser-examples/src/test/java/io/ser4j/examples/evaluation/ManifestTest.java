package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.ser4j.Emotion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @TempDir
    Path folder;

    private ClipList read(String csv) throws IOException {
        return Manifest.read(Files.writeString(folder.resolve("mine.csv"), csv));
    }

    @Test
    void fourColumnsAreEnough() throws IOException {
        assertThat(read("path,label,speaker,text\na/1.wav,joy,ann,\"well, \"\"yes\"\"\"\r\nb.wav,anger,bob,\n")
                        .clips())
                .containsExactly(
                        new LabelledClip(folder.resolve("a/1.wav"), "mine", "ann", "joy", "well, \"yes\"", Map.of()),
                        new LabelledClip(folder.resolve("b.wav"), "mine", "bob", "anger", "", Map.of()));
    }

    @Test
    void pathsOfWindowsAreReadElsewhereToo() throws IOException {
        assertThat(read("path,label,speaker\na\\1.wav,joy,ann\n").clips().get(0).file())
                .isEqualTo(folder.resolve("a/1.wav"));
    }

    @Test
    void furtherColumnsBecomeGroupsAndEmotionGoesBeforeLabel() throws IOException {
        LabelledClip clip = read("path,corpus,speaker,gender,language,emotion,label,text\n"
                        + "x.wav,ased,ased-01,,am,neutral,n,s01\n")
                .clips()
                .get(0);
        assertThat(clip.corpus()).isEqualTo("ased");
        assertThat(clip.label()).isEqualTo("neutral");
        assertThat(clip.groups()).isEqualTo(Map.of("language", "am"));
    }

    @Test
    void aMissingSpeakerIsRefusedWithTheRecordsNumber() {
        assertThatThrownBy(() -> read("path,label,speaker\na.wav,sad,ann\nb.wav,sad,\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("record 3: speaker must not be empty")
                .hasMessageContaining("path, label");
        assertThatThrownBy(() -> read("path,label,speaker\n")).hasMessageContaining("at least one clip");
        assertThatThrownBy(() -> read("a.wav,sad,ann\nb.wav,sad,ann\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining(
                        "must begin with the names of its columns, path among them, but begins with a.wav");
    }

    @Test
    void blanksAroundAValueAndEmptyLinesAreIgnored() throws IOException {
        assertThat(read("\uFEFFpath, label ,speaker\n\n a.wav , sad, ann \n  \n\"b.wav\" ,sad,ann\n")
                        .clips())
                .extracting(LabelledClip::label, LabelledClip::speaker)
                .containsExactly(tuple("sad", "ann"), tuple("sad", "ann"));
    }

    @Test
    void aTooLongListIsNotReadIntoMemory() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "path,label\n");
        try (RandomAccessFile file = new RandomAccessFile(list.toFile(), "rw")) {
            file.setLength((64 << 20) + 1);
        }
        assertThatThrownBy(() -> Manifest.read(list))
                .isInstanceOf(IOException.class)
                .hasMessage("a list or table must have at most 64 MiB, but has more");
    }

    @Test
    void theCaseOfKnownColumnsDoesNotMatter() throws IOException {
        assertThat(read("Path,Speaker,EMOTION,Language\na.wav,ann,sad,pl\n").clips())
                .containsExactly(
                        new LabelledClip(folder.resolve("a.wav"), "mine", "ann", "sad", "", Map.of("Language", "pl")));
        assertThatThrownBy(() -> read("path,label,Label\na.wav,sad,happy\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageEndingWith(
                        "mine.csv: columns must have different names whatever their case, but two are called label");
    }

    @Test
    void carriageReturnsAloneAndTabsAreNamed() {
        assertThatThrownBy(() -> read("path,label\ra.wav,sad\r"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageEndingWith("mine.csv: lines must end in line feeds, not in carriage returns alone");
        assertThatThrownBy(() -> read("path\tlabel\na.wav\tsad, or so\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageEndingWith(
                        "mine.csv: the columns are path label, which should be separated by commas, not tabs");
    }

    @Test
    void semicolonsAreNamed() throws IOException {
        Path list = Files.writeString(folder.resolve("list.csv"), "path;speaker;emotion\na.wav;ann;sad\n");
        assertThatThrownBy(() -> Manifest.read(list))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("the columns are path;speaker;emotion, which should be separated by commas");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "a.wav,sad,he said \"hi|quotes must enclose a whole value, and be doubled within it, but in record 2",
                "a.wav,sad,\"hi|a quoted value must be closed, but in record 2",
                "a.wav,sad,\"hi\"x|quotes must enclose a whole value, and be doubled within it, but in record 2",
                "a.wav,sad,well, yes|record 2 must have as many values as there are columns, 3, but has 4",
                "a.wav,sad|record 2 must have as many values as there are columns, 3, but has 2",
                "a.wav,sad,|record 2: speaker must not be empty; the columns are path, label, speaker",
                "a\u0000.wav,sad,ann|record 2: \"a\u0000.wav\" is not a valid file name here",
            })
    void malformedRecordsAreRefused(String row, String said) {
        assertThatThrownBy(() -> read("path,label,speaker\n" + row + "\nb.wav,sad,bob\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("mine.csv")
                .hasMessageContaining(said);
    }

    @Test
    void anEmptyValueCountsAsMissing() throws IOException {
        ClipList list = read(",path,label,emotion,corpus\n0,a.wav,sad,,\n1,b.wav,sad,happy,other\n");
        assertThat(list.clips())
                .extracting(LabelledClip::label, LabelledClip::corpus, LabelledClip::groups)
                .containsExactly(tuple("sad", "mine", Map.of()), tuple("happy", "other", Map.of()));
        assertThatThrownBy(() -> read("path,label,label\na.wav,sad,happy\n"))
                .hasMessageContaining("columns must have different names, but two are called label");
    }

    @Test
    void aClipHasOneLabel() throws IOException {
        assertThat(read("path,label,text\na.wav,sad,x\n./a.wav,Sadness,X.\n")
                        .distinct()
                        .clips())
                .hasSize(1);
        ClipList torn = read("path,label\na.wav,sad\n./a.wav,happy\n");
        assertThatThrownBy(torn::distinct)
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("a clip must have one label, but ")
                .hasMessageEndingWith("a.wav has two, sad and happy");
    }

    @Test
    void aClipHasOneSpeakerAndOneText() throws IOException {
        assertThatThrownBy(read("path,label,speaker\na.wav,sad,ann\na.wav,sad,zoe\n")::distinct)
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("a clip must have one speaker, but ")
                .hasMessageEndingWith("a.wav has two, ann and zoe");
        assertThatThrownBy(read("path,label,text\na.wav,sad,yes\na.wav,sad,no\n")::distinct)
                .isInstanceOf(EvaluationException.class)
                .hasMessageEndingWith("a.wav has two, yes and no");
        ClipList named = read("path,label\na.wav,sad\n").plus(read("path,label,speaker,text\na.wav,sad,ann,yes\n"));
        assertThat(named.distinct().clips())
                .extracting(LabelledClip::speaker, LabelledClip::text)
                .containsExactly(tuple("ann", "yes"));
    }

    @Test
    void aRecordOfEmptyValuesIsSkipped() throws IOException {
        assertThat(read("path,label,speaker\na.wav,sad,ann\n,,\nb.wav,sad,ann\n ,,\n")
                        .clips())
                .hasSize(2);
    }

    @Test
    void aClipThatIsListedTwiceCountsOnce() throws IOException {
        ClipList list = read("path,label\na.wav,sad\nb.wav,sad\na.wav,sad\n").distinct();
        assertThat(list.clips()).hasSize(2);
        assertThat(list.notes()).containsExactly("Duplicate entries, counted once: 1.");
        assertThat(list.distinct()).isSameAs(list);
    }

    @Test
    void aListWithoutSpeakersKnowsNone() throws IOException {
        assertThat(read("path,label\na.wav,sad\n").clips())
                .extracting(LabelledClip::speaker)
                .containsExactly("");
    }

    @Test
    void oneFolderPerLabelIsAListToo() throws IOException {
        for (String name :
                List.of("voices/angry/1.wav", "voices/bored/deep/2.flac", "voices/3.wav", "voices/angry/a.txt")) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), "");
        }
        ClipList list = LabelFolders.read(folder.resolve("voices"));
        assertThat(list.clips()).extracting(LabelledClip::label).containsExactlyInAnyOrder("angry", "bored");
        assertThat(list.clips())
                .allMatch(clip -> clip.speaker().isEmpty() && clip.corpus().equals("voices"));
        assertThat(list.notes()).containsExactly("voices: 1 left out, since they are in no label's folder");
        assertThatThrownBy(() -> LabelFolders.read(Files.createDirectory(folder.resolve("empty"))))
                .hasMessageContaining("folders named after labels")
                .hasMessageContaining("there is none");
    }

    @Test
    void ownWordsKeepLabelsThatAreNotSpellingsOfOthers() {
        List<LabelledClip> clips = List.of("Calm", "anger", "sleepy", "a,b").stream()
                .map(label -> new LabelledClip(Path.of(label), "c", "s", label, "", Map.of()))
                .toList();
        LabelMap own = LabelMap.ownWords(clips);
        assertThat(own.emotion("calm")).contains(new Emotion("Calm"));
        assertThat(own.emotion("anger")).contains(Emotion.ANGRY);
        assertThat(own.emotion("sleepy")).contains(new Emotion("sleepy"));
        assertThatThrownBy(() -> own.emotion("a,b"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("\"a,b\" cannot be a class");
    }

    @Test
    void labelsAreMappedAndTheMappingIsDescribed() {
        LabelMap labels = LabelMap.defaults();
        assertThat(labels.emotion("Calm")).contains(Emotion.NEUTRAL);
        assertThat(labels.emotion("pleasant_surprise")).contains(Emotion.SURPRISE);
        assertThat(labels.emotion("boredom")).isEmpty();
        assertThat(labels.with("sleepy", Optional.of(Emotion.SAD)).emotion("sleepy"))
                .contains(Emotion.SAD);
        assertThat(labels.knowing(List.of(new Emotion("calm"))).emotion("calm")).contains(new Emotion("calm"));
        assertThat(labels.with("Sad", Optional.empty())
                        .knowing(Emotion.canonical())
                        .emotion("sad"))
                .as("what the user chose is not undone")
                .isEmpty();
        assertThat(labels.onto(emotion -> emotion.equals(Emotion.SAD) ? Optional.empty() : Optional.of(Emotion.HAPPY))
                        .emotion("sadness"))
                .isEmpty();
        assertThatThrownBy(() -> labels.emotion("sleepy"))
                .hasMessageContaining("\"sleepy\"")
                .hasMessageContaining("boredom, calm");
        LabelledClip bored = new LabelledClip(Path.of("a"), "c", "s", "boredom", "", Map.of());
        LabelledClip calm = new LabelledClip(Path.of("b"), "c", "s", "calm", "", Map.of());
        LabelledClip sad = new LabelledClip(Path.of("c"), "c", "s", "sad", "", Map.of());
        assertThat(labels.describe(List.of(calm, bored, sad, calm)))
                .containsExactly("boredom -> dropped (1)", "calm -> neutral (2)");
    }

    @Test
    void aPathThatNamesNoFileIsRefusedByItsRecord() {
        assertThatThrownBy(() -> read("path,speaker,emotion\n/,a,sad\n"))
                .isInstanceOf(EvaluationException.class)
                .hasMessageEndingWith("record 2: path must name a file, but is \"/\"");
    }

    /** Without the limit of normalisation this takes minutes. */
    @Test
    @Timeout(30)
    void namesOfCombiningMarksTakeLittleTime() throws IOException {
        String marks = "\u0301".repeat(1 << 18) + "\u0323".repeat(1 << 18);
        Path list = Files.writeString(folder.resolve("marks.csv"), "path,speaker,emotion\na.wav,a" + marks + ",sad\n");
        assertThat(Manifest.read(list).spelledAlike().clips())
                .singleElement()
                .extracting(LabelledClip::speaker)
                .asString()
                .endsWith(marks);
    }

    @Test
    void aMessageNeverShowsHalfACharacter() throws IOException {
        for (String start : List.of("", "x")) {
            Path list = Files.writeString(
                    folder.resolve("emoji.csv"),
                    "path,speaker,emotion\na.wav,b," + start + "\uD83D\uDE00".repeat(200) + "\"x\n");
            assertThatThrownBy(() -> Manifest.read(list))
                    .satisfies(refused -> assertThat(
                                    StandardCharsets.UTF_8.newEncoder().canEncode(refused.getMessage()))
                            .isTrue());
        }
    }
}
