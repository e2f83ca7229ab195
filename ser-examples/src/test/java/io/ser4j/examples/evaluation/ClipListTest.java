package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operations on all clips of a list. */
class ClipListTest {
    private static ClipList of(String... speakers) {
        return new ClipList(
                List.of(speakers).stream()
                        .map(speaker -> Clips.clip("mine", speaker, "a text", 1))
                        .toList(),
                List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "Anna, anna",
        "\u017Dofia, Z\u030Cofia",
        "anna b, anna\u00A0\u00A0b",
        "anna_b, Anna-B",
        "anna, an\u200Bna",
        "\uFF21nna, anna",
        "1, 01",
        "speaker 7, Speaker_007",
        "1, 1.0",
        "Strauß, STRAUSS",
        "IŞIL, ışıl",
        "ΝΙΚΟΣ, νικοσ",
        "O'Brien, O’Brien"
    })
    void namesThatAreSpelledAlikeAreOneSpeaker(String one, String other) {
        ClipList alike = of(one, other, "bob").spelledAlike();
        assertThat(alike.clips()).extracting(LabelledClip::speaker).containsExactly(one, one, "bob");
        assertThat(alike.notes()).containsExactly("Spellings treated as one speaker: " + one + " = " + other + ".");
        TrainingRecord record = TrainingRecord.of(List.of("tess/OAF_angry/OAF_bar_angry.flac"), List.of());
        assertThat(record.of(Clips.clip("mine", "TESS-oaf", "t", 1), Clips.sound("other")))
                .isEqualTo(Familiarity.SEEN_SPEAKER);
        assertThat(TrainingRecord.speakerMark(one)).isEqualTo(TrainingRecord.speakerMark(other));
    }

    @Test
    void aDashIsNotAName() {
        ClipList list = of("-", "", " _ ", "anna").spelledAlike();
        assertThat(list.clips()).extracting(LabelledClip::speaker).containsExactly("", "", "", "anna");
        assertThat(list.notes()).isEmpty();
    }

    @Test
    void aWordForNobodyIsNotAName() {
        ClipList list = of("unknown", "N/A", "Unknown", "n/a", "anna").spelledAlike();
        assertThat(list.clips()).extracting(LabelledClip::speaker).containsExactly("", "", "", "", "anna");
        assertThat(list.notes()).containsExactly("Speakers not named, as the list calls them n/a (2), unknown (2).");
        assertThat(of("unknown 1", "Na", "None", "Nanna").spelledAlike().notes())
                .isEmpty();
    }

    @Test
    void aSpeakerOfSeveralCorporaIsNoted() {
        ClipList list = new ClipList(
                List.of(
                        Clips.clip("mine", "1", "a", 1),
                        Clips.clip("yours", "01", "b", 2),
                        Clips.clip("mine", "2", "c", 3),
                        Clips.clip("yours", "", "d", 4),
                        Clips.clip("mine", "", "e", 5)),
                List.of());
        assertThat(list.spelledAlike().notes())
                .containsExactly(
                        "Spellings treated as one speaker: 1 = 01.",
                        "Speakers named in several corpora, who count as one person each: 1; if they are not, put the corpus"
                                + " before the name.");
    }

    @Test
    void otherNamesStayApart() {
        assertThat(of("10", "100", "0", "00a", "a", "1.05", "1.5", "7:05", "7:5")
                        .spelledAlike()
                        .notes())
                .isEmpty();
        ClipList apart = of("anna", "anna2", "ann a", "", "").spelledAlike();
        assertThat(apart.clips()).extracting(LabelledClip::speaker).containsExactly("anna", "anna2", "ann a", "", "");
        assertThat(apart.notes()).isEmpty();
    }

    @Test
    void textsAreSpelledAlike() {
        ClipList list = new ClipList(
                List.of(
                        Clips.clip("a", "x", "Kids are talking", 1),
                        Clips.clip("a", "y", "kids  are talking", 1),
                        Clips.clip("b", "z", "KIDS are talking!", 1),
                        Clips.clip("b", "z", "-", 1),
                        Clips.clip("b", "z", "", 1)),
                List.of());
        assertThat(list.spelledAlike().clips())
                .extracting(LabelledClip::text)
                .containsExactly("Kids are talking", "Kids are talking", "Kids are talking", "", "");
    }

    @ParameterizedTest
    @CsvSource({
        "Kids are talking, kids_are - talking!",
        "We'll see, “We’ll see.”",
        "'well, well', Well well",
        "1, 1.0",
        "?, ?"
    })
    void textsMeanTheSameWhateverTheirPunctuation(String one, String other) {
        assertThat(Spelling.text(one)).isEqualTo(Spelling.text(other)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.1, 11", "1/2, 12", "we'll, well", "S.1, S1", "10, 1.0", "?, !"})
    void otherTextsStayApart(String one, String other) {
        assertThat(Spelling.text(one)).isNotEqualTo(Spelling.text(other));
    }

    @Test
    void aListMayUseAnyNamesForAPublishedClip() {
        LabelledClip published = CorpusLayout.RAVDESS
                .clip(Path.of("Actor_07/03-01-05-01-01-01-07.wav"))
                .orElseThrow();
        LabelledClip listed = new LabelledClip(published.file(), "list", "7", "angry", "Kids are talking", Map.of());
        assertThat(new ClipList(List.of(listed, published), List.of())
                        .distinct()
                        .clips())
                .containsExactly(published);
        assertThat(new ClipList(List.of(published, listed), List.of())
                        .distinct()
                        .clips())
                .containsExactly(published);
        LabelledClip untold = CorpusLayout.SAVEE.clip(Path.of("DC_a01.wav")).orElseThrow();
        LabelledClip told = new LabelledClip(untold.file(), "list", "DC", "anger", "She had your dark suit", Map.of());
        assertThat(new ClipList(List.of(told, untold), List.of()).distinct().clips())
                .containsExactly(untold.with("savee", "savee-DC", told.text()));
        LabelledClip nameless = new LabelledClip(listed.file(), "list", "-", "anger", "-", Map.of());
        assertThat(new ClipList(List.of(nameless, listed), List.of()).distinct().clips())
                .extracting(LabelledClip::speaker, LabelledClip::text)
                .containsExactly(tuple("7", "Kids are talking"));
    }

    @Test
    void corporaAreSpelledAlikeAndPublishedOnesByTheirNames() {
        ClipList list = new ClipList(
                List.of(
                        Clips.clip("Studio", "x", "", 1),
                        Clips.clip("studio", "y", "", 1),
                        Clips.clip("CREMA_D", "z", "", 1),
                        Clips.clip("-", "w", "", 1)),
                List.of());
        assertThat(list.spelledAlike().clips())
                .extracting(LabelledClip::corpus)
                .containsExactly("Studio", "Studio", "crema-d", "-");
        assertThat(list.spelledAlike().notes()).containsExactly("Spellings treated as one corpus: Studio = studio.");
    }
}
