package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import org.junit.jupiter.api.Test;

class OnnxOptionsTest {
    private static final OnnxOptions DEFAULTS = OnnxOptions.defaults();

    @Test
    void byDefaultOneThreadWorksAndNoneSpins() {
        assertThat(DEFAULTS.intraOpThreads()).isEqualTo(1);
        assertThat(DEFAULTS.spinning()).isFalse();
        assertThat(DEFAULTS.maxModelBytes()).isEqualTo(256L * 1024 * 1024);
        assertThat(DEFAULTS.outputKind()).isEqualTo(OutputKind.LOGITS);
        assertThat(DEFAULTS.sha256()).isEmpty();
        assertThat(DEFAULTS.outputName()).isEmpty();
    }

    @Test
    void eachWitherChangesItsOwnOption() {
        String hash = "0123456789abcdef".repeat(4);
        OnnxOptions changed = DEFAULTS.withIntraOpThreads(2)
                .withSpinning(true)
                .withMaxModelBytes(3)
                .withSha256(hash)
                .withOutputKind(OutputKind.PROBABILITIES)
                .withOutputName("scores");
        assertThat(changed.intraOpThreads()).isEqualTo(2);
        assertThat(changed.spinning()).isTrue();
        assertThat(changed.maxModelBytes()).isEqualTo(3);
        assertThat(changed.sha256()).contains(hash);
        assertThat(changed.outputKind()).isEqualTo(OutputKind.PROBABILITIES);
        assertThat(changed.outputName()).contains("scores");
    }

    @Test
    void anOptionOutsideItsRangeIsRefusedWithItsValue() {
        assertThatThrownBy(() -> DEFAULTS.withIntraOpThreads(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("intraOpThreads must be from 1 to 1024, but was 0");
        assertThatThrownBy(() -> DEFAULTS.withMaxModelBytes(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxModelBytes must be at least 1, but was 0");
        assertThatThrownBy(() -> DEFAULTS.withSha256("ABC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"ABC\"");
        assertThatThrownBy(() -> OutputKind.named("scores"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[logits, probabilities]");
    }

    @Test
    void probabilitiesBecomeFiniteLogitsAndOtherNumbersAreRefused() {
        assertThat(OutputKind.PROBABILITIES.toLogit(1)).isZero();
        assertThat(OutputKind.PROBABILITIES.toLogit(0))
                .as("no doubt left")
                .isFinite()
                .isLessThan(-60);
        assertThat(OutputKind.PROBABILITIES.toLogit(-0.0005f)).as("rounded").isFinite();
        assertThat(OutputKind.PROBABILITIES.toLogit(1.0005f)).as("rounded").isFinite();
        for (float none : new float[] {-0.01f, 1.01f, 7}) {
            assertThatThrownBy(() -> OutputKind.PROBABILITIES.toLogit(none))
                    .isInstanceOf(ModelException.class)
                    .hasMessageEndingWith("must be in [0, 1], but one was " + none);
        }
    }
}
