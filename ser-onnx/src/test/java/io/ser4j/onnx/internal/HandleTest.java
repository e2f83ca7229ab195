package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.TestModels;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every native object is closed, whatever happens. */
class HandleTest {
    @Test
    void nothingIsLeftOpenAfterAThousandInferences() {
        assertThat(Handle.open()).isZero();
        try (EmotionModel model = open("linear")) {
            assertThat(Handle.open()).as("the session alone").isEqualTo(1);
            for (int i = 0; i < 1000; i++) {
                model.infer(TestModels.features(i));
            }
            assertThat(Handle.open()).isEqualTo(1);
        }
        assertThat(Handle.open()).isZero();
    }

    @Test
    void nothingIsLeftOpenAfterFailures() {
        try (EmotionModel model = open("undefined");
                EmotionModel other = open("linear")) {
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> model.infer(TestModels.features(1))).isInstanceOf(ModelException.class);
                assertThatThrownBy(() -> other.infer(Tensor.of(new float[80], 2, 40, 1)))
                        .isInstanceOf(ModelException.class);
                assertThatThrownBy(() -> other.infer(Tensor.of(new float[1], 1)))
                        .isInstanceOf(ModelException.class);
            }
        }
        for (String name : List.of("wrong-rank", "wrong-input", "double", "external", "no-labels", "no-metadata")) {
            assertThatThrownBy(() -> open(name)).as(name).isInstanceOf(ModelException.class);
        }
        byte[] noGraph = {8, 8};
        assertThatThrownBy(() ->
                        OnnxModels.fromBytes(noGraph, TestModels.SPEC, TestModels.FRONT_END, OnnxOptions.defaults()))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("ONNX Runtime");
        assertThat(Handle.open()).isZero();
    }

    @Test
    void closingTwiceCountsOnce() {
        EmotionModel model = open("linear");
        model.close();
        model.close();
        assertThat(Handle.open()).isZero();
    }

    private static EmotionModel open(String name) {
        return OnnxModels.fromBytes(TestModels.onnx(name), OnnxOptions.defaults());
    }
}
