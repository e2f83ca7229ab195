package io.ser4j.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.Emotion;
import java.nio.BufferOverflowException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TensorAndSpecTest {
    private static final List<Emotion> LABELS = List.of(Emotion.SAD, Emotion.HAPPY);

    @Test
    void aTensorCopiesInAndOut() {
        float[] values = {1, 2, 3, 4, 5, 6};
        int[] shape = {2, 3};
        Tensor tensor = Tensor.of(values, shape);
        values[0] = 9;
        shape[0] = 9;
        tensor.toArray()[1] = 9;
        tensor.shape()[1] = 9;
        assertThat(tensor.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(tensor.shape()).containsExactly(2, 3);
        assertThat(tensor.rank()).isEqualTo(2);
        assertThat(tensor.dimension(1)).isEqualTo(3);
        assertThat(tensor.size()).isEqualTo(6);
        assertThat(tensor.get(5)).isEqualTo(6);
        assertThat(tensor).hasToString("Tensor[2, 3]");
    }

    @Test
    void aTensorIsWrittenAtTheBuffersPosition() {
        FloatBuffer target = FloatBuffer.allocate(4);
        target.position(1);
        Tensor.of(new float[] {7, 8}, 2).writeTo(target);
        assertThat(target.position()).isEqualTo(3);
        assertThat(target.array()).containsExactly(0, 7, 8, 0);
        assertThatThrownBy(() -> Tensor.of(new float[] {7, 8}, 2).writeTo(target))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void shapeAndValuesMustAgree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[5], 2, 3))
                .withMessage("the product of the shape [2, 3] must equal the number of values, but that was 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[1]))
                .withMessageContaining("at least one dimension");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[0], 0))
                .withMessageContaining("positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[1], -1, -1))
                .withMessageContaining("positive");
        int big = Integer.MAX_VALUE;
        assertThatIllegalArgumentException().isThrownBy(() -> Tensor.of(new float[1], big, big, big));
        // The product of these is 0 in 32 and in 64 bits.
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tensor.of(new float[0], 1 << 16, 1 << 16, 1 << 16, 1 << 16));
    }

    @Test
    void aSpecCopiesItsParts() {
        List<Emotion> labels = new ArrayList<>(LABELS);
        Map<String, String> properties = new HashMap<>(Map.of(ModelSpec.LICENCE, "Apache-2.0"));
        ModelSpec spec = new ModelSpec("m", "2", labels, 16000, 1.5, properties);
        labels.clear();
        properties.clear();
        assertThat(spec.labels()).isEqualTo(LABELS);
        assertThat(spec.properties()).containsEntry("licence", "Apache-2.0");
        assertThatThrownBy(() -> spec.labels().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> spec.properties().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(ModelSpec.of("m", LABELS, 8000)).isEqualTo(new ModelSpec("m", "1", LABELS, 8000, 1, Map.of()));
    }

    @Test
    void aSpecIsChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSpec.of(" ", LABELS, 1))
                .withMessage("id must not be blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ModelSpec("m", "", LABELS, 1, 1, Map.of()))
                .withMessage("version must not be blank");
        for (String bad : List.of("x".repeat(129), "evil\u001b[2J")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ModelSpec.of(bad, LABELS, 8000))
                    .withMessage("id must have at most 128 characters, none of them a control character, but had "
                            + bad.length());
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSpec.of("m", List.of(Emotion.SAD), 1))
                .withMessageContaining("labels must be at least two different ones");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSpec.of("m", List.of(Emotion.SAD, Emotion.SAD), 1))
                .withMessageContaining("[sad, sad]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSpec.of("m", LABELS, 0))
                .withMessage("sampleRateHz must be positive, but was 0");
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ModelSpec("m", "1", LABELS, 1, bad, Map.of()))
                    .withMessage("temperature must be positive and finite, but was " + bad);
        }
        assertThatNullPointerException()
                .isThrownBy(() -> ModelSpec.of(null, LABELS, 1))
                .withMessage("id");
    }
}
