package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The names of real files agree with a manifest of the same files. */
class PublishedCorporaTest {
    @ParameterizedTest
    @EnumSource(
            value = CorpusLayout.class,
            names = {"TESS", "RAVDESS", "NEMO", "ASED", "TUREV"})
    void namesAgreeWithTheManifest(CorpusLayout layout) throws IOException {
        String root = System.getenv("SER4J_CORPORA");
        assumeTrue(root != null, "SER4J_CORPORA names no folder with corpora");
        Path folder = Path.of(root, layout.corpus());
        Path manifest = Path.of(root, "manifest.csv");
        assumeTrue(Files.isDirectory(folder) && Files.exists(manifest), "no " + layout + " below " + root);

        ClipList loaded = layout.load(folder);
        Map<Path, LabelledClip> listed = Manifest.read(manifest).clips().stream()
                .filter(clip -> clip.corpus().equals(layout.corpus()))
                .collect(Collectors.toMap(LabelledClip::file, Function.identity()));

        assertThat(loaded.notes()).isEmpty();
        assertThat(loaded.clips()).hasSize(listed.size()).allSatisfy(clip -> {
            LabelledClip other = listed.get(clip.file());
            assertThat(clip.speaker()).isEqualTo(other.speaker());
            assertThat(LabelMap.defaults().emotion(clip.label()))
                    .isEqualTo(LabelMap.defaults().emotion(other.label()));
            assertThat(clip.text()).isEqualTo(other.text());
            assertThat(clip.key()).isEqualTo(other.key());
            assertThat(clip.groups()).containsAllEntriesOf(withoutUnknown(other.groups(), clip.groups()));
        });
    }

    /** A manifest may give properties that names do not. */
    private static Map<String, String> withoutUnknown(Map<String, String> listed, Map<String, String> named) {
        return listed.entrySet().stream()
                .filter(entry -> named.containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
