package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The border between copies and other recordings, with synthetic fingerprints that differ in the number of bits set. */
class AudioIndexTest {
    private static final AudioFingerprint NONE = bits(0);

    private static AudioFingerprint bits(int count) {
        BigInteger set = BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE);
        return AudioFingerprint.parse(String.format(Locale.ROOT, "%064x", set));
    }

    private static AudioIdentity sound(int count) {
        return new AudioIdentity(Clips.sound("of " + count).sha256(), Optional.of(bits(count)));
    }

    private static AudioIndex<String> indexOf(int... counts) {
        AudioIndex<String> index = new AudioIndex<>();
        for (int count : counts) {
            index.add(sound(count), "of " + count);
        }
        return index;
    }

    @Test
    void copiesDifferInUpTo27Bits() {
        assertThat(List.of(bits(27).distance(NONE), bits(28).distance(NONE))).containsExactly(27, 28);
        assertThat(bits(27).isCopyOf(NONE)).isTrue();
        assertThat(bits(28).isCopyOf(NONE)).isFalse();
        assertThat(indexOf(27).twin(sound(0))).contains(new AudioIndex.Twin<>("of 27", false));
        assertThat(indexOf(28).twin(sound(0))).isEmpty();
    }

    @Test
    void theNearestCopyIsFoundWhateverTheOrder() {
        AudioIndex.Twin<String> nearest = new AudioIndex.Twin<>("of 5", false);
        assertThat(indexOf(5, 20).twin(sound(0))).contains(nearest);
        assertThat(indexOf(20, 5).twin(sound(0))).contains(nearest);
        assertThat(indexOf(5, 20).twin(sound(20)))
                .as("the same samples")
                .contains(new AudioIndex.Twin<>("of 20", true));
    }

    @Test
    void ofTheSameSamplesTheFirstCounts() {
        AudioIndex<String> index = indexOf(5);
        index.add(sound(5), "again");
        index.add(sound(5).mark(), "by its mark");
        assertThat(index.twin(sound(5))).contains(new AudioIndex.Twin<>("of 5", true));
        assertThat(index.fingerprints()).isEqualTo(3);
    }
}
