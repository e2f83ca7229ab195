package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.ModelException;
import io.ser4j.onnx.OutputKind;
import io.ser4j.onnx.TestModels;
import io.ser4j.onnx.internal.Graph.Port;
import io.ser4j.spi.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares what graphs declare with descriptions; no graph is loaded. */
class PortsTest {
    private static final Port FEATURES = floats("features", -1, 40);
    private static final Port LOGITS = floats("logits", 1, classes());
    private static final Port VECTOR = floats("vector", 1, 320);

    private static int classes() {
        return TestModels.SPEC.labels().size();
    }

    private static Port floats(String name, long... shape) {
        List<Long> sizes = new ArrayList<>();
        for (long size : shape) {
            sizes.add(size);
        }
        return new Port(name, Port.FLOAT, sizes);
    }

    private static Ports match(Graph graph, String input, String output, String embedding) {
        ModelDescription description = new ModelDescription(
                TestModels.SPEC,
                TestModels.FRONT_END,
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                OutputKind.LOGITS,
                Optional.ofNullable(embedding));
        return Ports.match(graph, description, "m.onnx");
    }

    private static Ports match(Port input, Port output) {
        return match(new Graph(List.of(input), List.of(output)), null, null, null);
    }

    @Test
    void theOnlyInputAndOutputNeedNoNames() {
        assertThat(match(FEATURES, LOGITS)).isEqualTo(new Ports(FEATURES, LOGITS, classes(), Optional.empty()));
    }

    @Test
    void namesTellWhichOfSeveralOutputsIsMeant() {
        Graph graph = new Graph(List.of(FEATURES), List.of(VECTOR, LOGITS));
        assertThat(match(graph, "features", "logits", "vector"))
                .isEqualTo(new Ports(FEATURES, LOGITS, classes(), Optional.of(VECTOR)));
        assertThatThrownBy(() -> match(graph, "features", null, "vector"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the graph of m.onnx must have one output if none is named");
        assertThatThrownBy(() -> match(graph, "features", "logits", "embedding"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("names the embedding \"embedding\", but the graph has [\"vector\"");
        assertThatThrownBy(() -> match(graph, "samples", "logits", null))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("names the input \"samples\", but the graph has [\"features\"");
    }

    @Test
    void aModelHasExactlyOneInput() {
        for (List<Port> inputs : List.of(List.<Port>of(), List.of(FEATURES, VECTOR))) {
            assertThatThrownBy(() -> match(new Graph(inputs, List.of(LOGITS)), "features", "logits", null))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the graph of m.onnx must have one input, but has " + inputs);
        }
    }

    @Test
    void everyTensorIsOfFloats() {
        Port doubles = new Port("x", "double", List.of(1L, (long) classes()));
        assertThatThrownBy(() -> match(doubles, LOGITS)).hasMessageStartingWith("the input of m.onnx must be 32-bit");
        assertThatThrownBy(() -> match(FEATURES, doubles))
                .hasMessageStartingWith("the output of m.onnx must be 32-bit");
        Graph graph = new Graph(List.of(FEATURES), List.of(LOGITS, doubles));
        assertThatThrownBy(() -> match(graph, null, "logits", "x"))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("the embedding of m.onnx must be 32-bit");
    }

    @Test
    void anInputHasOneToEightDimensions() {
        assertThatCode(() -> match(floats("x", 1), LOGITS)).doesNotThrowAnyException();
        assertThatCode(() -> match(floats("x", 1, 1, 1, 1, 1, 1, 1, 1), LOGITS)).doesNotThrowAnyException();
        for (Port input : List.of(floats("x"), floats("x", 1, 1, 1, 1, 1, 1, 1, 1, 1))) {
            assertThatThrownBy(() -> match(input, LOGITS))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the input of m.onnx must have 1 to 8 dimensions, but is " + input);
        }
    }

    @Test
    void anOutputIsOneVectorOfTheClasses() {
        int n = classes();
        for (Port output : List.of(floats("y", n), floats("y", 1, n), floats("y", -1, n), floats("y", -1, -1))) {
            assertThatCode(() -> match(FEATURES, output)).doesNotThrowAnyException();
        }
        for (Port output : List.of(floats("y"), floats("y", 2, n), floats("y", 1, 1, n))) {
            assertThatThrownBy(() -> match(FEATURES, output))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("the output of m.onnx must be [1, classes] or [classes], but is " + output);
        }
        for (Port output : List.of(floats("y", n + 1), floats("y", 1, n - 1), floats("y", 1, 0))) {
            assertThatThrownBy(() -> match(FEATURES, output))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("the description of m.onnx has " + n + " labels");
        }
    }

    @ParameterizedTest
    @CsvSource({"'10,40', true", "'1,40', true", "'10,39', false", "'40', false", "'10,40,1', false"})
    void whatAFrontEndGivesFitsEachDimensionThatIsNotOpen(String shape, boolean fits) {
        int[] sizes =
                List.of(shape.split(",")).stream().mapToInt(Integer::parseInt).toArray();
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        Tensor features = Tensor.of(new float[count], sizes);
        Ports ports = match(FEATURES, LOGITS);
        if (fits) {
            assertThatCode(() -> ports.requireFits(features)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> ports.requireFits(features))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(
                            "the front end must give what the graph accepts, " + FEATURES + ", but gives " + features);
        }
    }
}
