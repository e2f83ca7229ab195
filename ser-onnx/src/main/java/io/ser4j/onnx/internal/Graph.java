package io.ser4j.onnx.internal;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a loaded graph, as the graph itself declares them.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 */
record Graph(List<Port> inputs, List<Port> outputs) {
    Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * An input or output.
     *
     * @param name its name
     * @param type {@code float} for a tensor of 32-bit floats, otherwise the name of what it is
     * @param shape the dimensions, -1 for one that the graph leaves open; empty if it is not a tensor
     */
    record Port(String name, String type, List<Long> shape) {
        static final String FLOAT = "float";

        Port {
            shape = List.copyOf(shape);
        }

        /** Returns name, type and shape, such as {@code "features" float[?, 40, 1]}. */
        @Override
        public String toString() {
            return '"' + name + "\" " + type
                    + shape.stream()
                            .map(size -> size < 0 ? "?" : size.toString())
                            .collect(Collectors.joining(", ", "[", "]"));
        }
    }
}
