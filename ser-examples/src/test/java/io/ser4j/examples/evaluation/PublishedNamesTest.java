package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code of the published corpora, since mistaking one for another would make right answers wrong. */
class PublishedNamesTest {
    private static LabelledClip clip(CorpusLayout layout, String name) {
        return layout.clip(Path.of(name)).orElseThrow(() -> new AssertionError(name));
    }

    private static String gender(CorpusLayout layout, String name) {
        return clip(layout, name).groups().get("gender");
    }

    @ParameterizedTest
    @CsvSource({
        "RAVDESS, 03-01-%s-01-01-01-02.wav, 01=neutral 02=calm 03=happy 04=sad 05=angry 06=fearful 07=disgust 08=surprised",
        "CREMA_D, 1001_IEO_%s_HI.wav, ANG=anger DIS=disgust FEA=fear HAP=happy NEU=neutral SAD=sad",
        "EMODB, 03a01%sa.wav, W=anger L=boredom E=disgust A=fear F=happiness T=sadness N=neutral",
        "SAVEE, KL_%s01.wav, a=anger d=disgust f=fear h=happiness n=neutral sa=sadness su=surprise",
        "ASED, %s1-01-01-01-05.wav, n=neutral f=fear h=happy s=sad a=angry"
    })
    void eachCodeHasItsEmotion(CorpusLayout layout, String name, String codes) {
        for (String pair : codes.split(" ")) {
            String[] code = pair.split("=");
            assertThat(clip(layout, name.formatted(code[0])).label()).as(pair).isEqualTo(code[1]);
        }
    }

    /** Videos (01 and 02) and songs (02) of RAVDESS are not accepted, nor are codes that no corpus has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-01-05-01-01-01-02.mp4",
                "02-01-05-01-01-01-02.mp4",
                "02-01-05-01-01-01-02.wav",
                "03-02-05-01-01-01-02.wav",
                "03-01-00-01-01-01-02.wav",
                "03-01-09-01-01-01-02.wav"
            })
    void onlySpokenAudioOfKnownEmotionsIsAccepted(String name) {
        assertThat(CorpusLayout.RAVDESS.clip(Path.of(name))).isEmpty();
    }

    @Test
    void theMenOfEmodbAreTheFiveThatArePublished() {
        List<String> men = List.of("03", "08", "09", "10", "11", "12", "13", "14", "15", "16").stream()
                .filter(speaker ->
                        gender(CorpusLayout.EMODB, speaker + "a01Fa.wav").equals("male"))
                .toList();
        assertThat(men).containsExactly("03", "10", "11", "12", "15");
    }

    @Test
    void gendersOfWholeCorporaAreThePublishedOnes() {
        assertThat(List.of("DC", "JE", "JK", "KL"))
                .allSatisfy(speaker -> assertThat(gender(CorpusLayout.SAVEE, speaker + "_a01.wav"))
                        .isEqualTo("male"));
        assertThat(gender(CorpusLayout.TESS, "OAF_back_angry.wav")).isEqualTo("female");
        assertThat(gender(CorpusLayout.RAVDESS, "03-01-05-01-01-01-23.wav")).isEqualTo("male");
        assertThat(gender(CorpusLayout.RAVDESS, "03-01-05-01-01-01-24.wav")).isEqualTo("female");
        assertThat(gender(CorpusLayout.ASED, "n1-01-01-01-05.wav")).isNull();
    }

    @Test
    void eachCorpusHasItsLanguage() {
        Map<String, String> languages = Map.of(
                "tess", "en", "ravdess", "en", "crema-d", "en", "savee", "en", "emodb", "de", "nemo", "pl", "ased",
                "am", "turev", "tr");
        List<String> names = List.of(
                "OAF_back_angry.wav",
                "03-01-05-01-01-01-23.wav",
                "1001_IEO_ANG_HI.wav",
                "KL_a01.wav",
                "03a01Fa.wav",
                "SM0_anger_12.wav",
                "n1-01-01-01-05.wav",
                "angry/1157_kz_acik.wav");
        List<LabelledClip> clips = names.stream()
                .flatMap(name -> Arrays.stream(CorpusLayout.values())
                        .map(layout -> layout.clip(Path.of(name)))
                        .flatMap(Optional::stream))
                .toList();
        assertThat(clips).extracting(LabelledClip::corpus).containsExactlyInAnyOrderElementsOf(languages.keySet());
        assertThat(clips)
                .allSatisfy(clip -> assertThat(clip.groups()).containsEntry("language", languages.get(clip.corpus())));
    }

    @Test
    void aFolderThatCannotBeReadIsNotSkipped(@TempDir Path folder) {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> CorpusLayout.TESS.load(none))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessage(none.toString());
    }
}
