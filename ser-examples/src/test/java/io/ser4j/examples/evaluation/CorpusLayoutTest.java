package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.examples.Links;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uses generated folders, since the loaders read names, never audio. */
class CorpusLayoutTest {
    @TempDir
    Path root;

    private void file(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.createFile(file);
    }

    @ParameterizedTest
    @CsvSource({
        "tess, OAF_angry/OAF_back_angry.wav, tess-OAF, angry, back",
        "tess, YAF_pleasant_surprised/YAF_back_ps.wav, tess-YAF, surprise, back",
        "tess, OAF_neutral/OA_bite_neutral.wav, tess-OAF, neutral, bite",
        "ravdess, Actor_12/03-01-06-01-02-01-12.wav, ravdess-12, fear, s2",
        "ravdess, audio/Actor_01/03-01-02-02-01-02-01.wav, ravdess-01, neutral, s1",
        "ravdess, 03-01-08-01-01-01-24.wav, ravdess-24, surprise, s1",
        "crema-d, AudioWAV/1001_DFA_ANG_XX.wav, crema-d-1001, angry, dfa",
        "crema-d, 1040_ITH_SAD_X.wav, crema-d-1040, sad, ith",
        "emodb, wav/03a01Fa.wav, emodb-03, happy, a01",
        "emodb, wav/16b10Wb.wav, emodb-16, angry, b10",
        "emodb, wav/08a02Ab.wav, emodb-08, fear, a02",
        "emodb, wav/08a02Ec.wav, emodb-08, disgust, a02",
        "savee, DC_a01.wav, savee-DC, angry, ''",
        "savee, AudioData/JE/su15.wav, savee-JE, surprise, ''",
        "savee, AudioData/KL/sa03.wav, savee-KL, sad, ''",
        "nemo, samples/SM0_happiness_12.wav, nemo-SM0, happy, s12",
        "nemo, samples/EB0_surprised_42.wav, nemo-EB0, surprise, s42",
        "ased, neutral/n1-03-02-01-26.wav, ased-26, neutral, s03",
        "ased, S4-04-02-01-29.wav, ased-29, sad, s04",
        "turev, Sound Source/Calm/1157_sk_acik.wav, turev-1157, neutral, acik",
        "turev, angry/1157_kz_acik.wav, turev-1157, angry, acik",
    })
    void readsPublishedNames(String corpus, String name, String speaker, String emotion, String text)
            throws IOException {
        file(name);
        ClipList list = CorpusLayout.named(corpus).orElseThrow().load(root);
        assertThat(list.notes()).isEmpty();
        LabelledClip clip = list.clips().get(0);
        assertThat(clip.file()).isEqualTo(root.resolve(name));
        assertThat(clip.corpus()).isEqualTo(corpus);
        assertThat(clip.speaker()).isEqualTo(speaker);
        assertThat(clip.text()).isEqualTo(text);
        assertThat(LabelMap.defaults().emotion(clip.label()).orElseThrow().label())
                .isEqualTo(emotion);
    }

    @Test
    void boredomIsReadAndDropped() throws IOException {
        file("03a01La.wav");
        LabelledClip clip = CorpusLayout.EMODB.load(root).clips().get(0);
        assertThat(clip.label()).isEqualTo("boredom");
        assertThat(LabelMap.defaults().emotion(clip.label())).isEmpty();
    }

    @Test
    void songsVideosAndOtherFilesAreLeftOutAndCounted() throws IOException {
        file("Actor_01/03-01-05-01-01-01-01.wav");
        file("Actor_01/03-02-05-01-01-01-01.wav");
        file("Actor_01/01-01-05-01-01-01-01.wav");
        file("readme.txt");
        ClipList list = CorpusLayout.RAVDESS.load(root);
        assertThat(list.clips()).hasSize(1);
        assertThat(list.notes()).hasSize(1);
        assertThat(list.notes().get(0)).startsWith("ravdess: 2 left out").contains("01-01-05-01-01-01-01.wav");
    }

    @Test
    void ofTwoCopiesTheShallowestCounts() throws IOException {
        file("OAF_angry/OAF_back_angry.wav");
        file("again/OAF_angry/OAF_back_angry.wav");
        ClipList list = CorpusLayout.TESS.load(root);
        assertThat(list.clips())
                .extracting(LabelledClip::file)
                .containsExactly(root.resolve("OAF_angry/OAF_back_angry.wav"));
        assertThat(list.notes())
                .containsExactly("tess: 1 left out as second copies by their names; the first"
                        + " is again/OAF_angry/OAF_back_angry.wav");
    }

    @Test
    void ofTwoEncodingsTheLosslessCounts() throws IOException {
        file("AudioMP3/1001_DFA_ANG_XX.mp3");
        file("AudioWAV/deeper/1001_DFA_ANG_XX.wav");
        assertThat(CorpusLayout.CREMA_D.load(root).clips())
                .extracting(LabelledClip::file)
                .containsExactly(root.resolve("AudioWAV/deeper/1001_DFA_ANG_XX.wav"));
    }

    @Test
    void linksAreFollowedButNotInACircle() throws IOException {
        file("elsewhere/DC/a01.wav");
        Path corpus = Files.createDirectory(root.resolve("corpus"));
        Links.make(corpus.resolve("DC"), root.resolve("elsewhere/DC"));
        Links.make(corpus.resolve("again"), corpus);
        Links.make(corpus.resolve("nothing.wav"), root.resolve("none.wav"));
        Path link = root.resolve("link");
        Links.make(link, corpus);
        assertThat(CorpusLayout.SAVEE.load(link).clips())
                .extracting(LabelledClip::file)
                .containsExactly(link.resolve("DC/a01.wav"));
    }

    @Test
    void theSameNameInTwoEmotionsIsTwoClips() throws IOException {
        file("angry/1157_kz_acik.wav");
        file("sad/1157_kz_acik.wav");
        assertThat(CorpusLayout.TUREV.load(root).clips()).hasSize(2);
    }

    @Test
    void saveeInBothItsLayoutsIsOneCorpus() throws IOException {
        file("ALL/DC_a01.wav");
        file("AudioData/DC/a01.wav");
        file("AudioData/JE/a01.wav");
        ClipList list = CorpusLayout.SAVEE.load(root);
        assertThat(list.clips()).extracting(LabelledClip::speaker).containsExactly("savee-DC", "savee-JE");
        assertThat(list.notes())
                .containsExactly(
                        "savee: 1 left out as second copies by their names; the first is AudioData/DC/a01.wav");
    }

    @Test
    void aFolderOfSomethingElseIsRefusedByName() throws IOException {
        file("OAF_angry/OAF_back_angry.wav");
        assertThatThrownBy(() -> CorpusLayout.RAVDESS.load(root))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("has a name of ravdess; the first is ")
                .hasMessageContaining("OAF_back_angry.wav");
    }

    @Test
    void givesTheGenderIfItIsPublished() {
        List<String> genders = List.of("03-01-05-01-01-01-01.wav", "03-01-05-01-01-01-02.wav").stream()
                .map(name -> CorpusLayout.RAVDESS
                        .clip(Path.of(name))
                        .orElseThrow()
                        .groups()
                        .get("gender"))
                .toList();
        assertThat(genders).containsExactly("male", "female");
    }

    @Test
    void readsTheGenderFromTheTablesOfCorpora() throws IOException {
        file("AudioWAV/1001_DFA_ANG_XX.wav");
        file("AudioWAV/1002_DFA_SAD_LO.wav");
        file("AudioWAV/1003_DFA_SAD_LO.wav");
        Files.writeString(root.resolve("VideoDemographics.csv"), """
                \uFEFF"ActorID","Age","Sex","Race","Ethnicity"
                1001,51,"Male","Caucasian","Not Hispanic"
                1002,21,"Female","Caucasian","Not Hispanic"
                """.stripLeading());
        for (Path folder : List.of(root, root.resolve("AudioWAV"))) {
            assertThat(CorpusLayout.CREMA_D.load(folder).clips())
                    .extracting(clip -> clip.groups().get("gender"))
                    .containsExactly("male", "female", null);
        }
        file("samples/SM0_anger_1.wav");
        Files.writeString(root.resolve("data.tsv"), "file_id\tspeaker_id\tgender\nSM0_anger_1\tSM0\tmale\n");
        assertThat(CorpusLayout.NEMO.load(root).clips().get(0).groups())
                .containsEntry("gender", "male")
                .containsEntry("language", "pl");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file_id,age;SM0_anger_1,23|has no columns speaker_id and gender",
                "speaker_id,gender;SM0,x|lists nobody as female or male",
                "speaker_id,gender;SM0|cannot be read: record 2 must have as many values",
                "speaker_id,gender;SM0,m\u00e4nnlich|cannot be read: "
            })
    void aTableWithoutGendersIsNamed(String table, String reason) throws IOException {
        file("samples/SM0_anger_1.wav");
        String text = table.replace(',', '\t').replace(';', '\n');
        Files.write(root.resolve("data.tsv"), text.getBytes(StandardCharsets.ISO_8859_1));
        ClipList clips = CorpusLayout.NEMO.load(root);
        assertThat(clips.clips().get(0).groups()).doesNotContainKey("gender");
        assertThat(String.join("\n", clips.notes())).startsWith("Genders are not known: data.tsv " + reason);
    }
}
