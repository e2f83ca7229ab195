package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmotionTest {
    @Test
    void aDecomposedLabelIsTheSameAsAComposedOne() {
        Emotion decomposed = new Emotion("mu\u0308de");
        assertThat(decomposed).isEqualTo(new Emotion("m\u00fcde"));
        assertThat(decomposed.label()).isEqualTo("m\u00fcde");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " sad", "sad ", "a,b", "a\nb"})
    void labelsThatListsCannotHoldAreRefused(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Emotion(label))
                .withMessageEndingWith("but was \"" + label + '"');
    }

    @Test
    void aLabelHasAtMost64Characters() {
        assertThat(new Emotion("x".repeat(64)).label()).hasSize(64);
        assertThat(new Emotion("u\u0308".repeat(64)).label()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> new Emotion("x".repeat(65)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Emotion("u\u0308".repeat(100_000)));
    }
}
