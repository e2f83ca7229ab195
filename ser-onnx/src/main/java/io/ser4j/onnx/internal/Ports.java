package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.internal.Graph.Port;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The input and the output of a graph that a model uses, once the graph is found to agree with the model's description.
 *
 * @param input a tensor of 32-bit floats
 * @param output a tensor of 32-bit floats, [1, classes] or [classes]
 * @param classes the number of classes
 * @param embedding a tensor of 32-bit floats, the vector before the classes, if the model's description names one
 */
record Ports(Port input, Port output, int classes, Optional<Port> embedding) {
    private static final int MAX_RANK = 8;

    /**
     * Finds input and output.
     *
     * @throws ModelException if description and graph disagree in a name, an element type, a rank or the class count
     */
    static Ports match(Graph graph, ModelDescription description, String model) {
        Port input = single("input", graph.inputs(), description.input().orElse(null), model);
        Port output = named("output", graph.outputs(), description.output().orElse(null), model);
        requireFloats("input", input, model);
        requireFloats("output", output, model);
        if (input.shape().isEmpty() || input.shape().size() > MAX_RANK) {
            throw new ModelException(
                    "the input of " + model + " must have 1 to " + MAX_RANK + " dimensions, but is " + input);
        }
        int classes = description.spec().labels().size();
        requireClasses(output, classes, description, model);
        Optional<Port> embedding =
                description.embedding().map(name -> named("embedding", graph.outputs(), name, model));
        embedding.ifPresent(port -> requireFloats("embedding", port, model));
        return new Ports(input, output, classes, embedding);
    }

    /**
     * Checks the features from a front end.
     *
     * @throws ModelException if the graph does not accept them
     */
    void requireFits(Tensor features) {
        List<Long> shape = input.shape();
        boolean fits = features.rank() == shape.size();
        for (int axis = 0; fits && axis < features.rank(); axis++) {
            long size = shape.get(axis);
            fits = size < 0 || size == features.dimension(axis);
        }
        if (!fits) {
            throw new ModelException(
                    "the front end must give what the graph accepts, " + input + ", but gives " + features);
        }
    }

    private static Port single(String what, List<Port> ports, String name, String model) {
        if (ports.size() != 1) {
            throw new ModelException("the graph of " + model + " must have one " + what + ", but has " + ports);
        }
        return named(what, ports, name, model);
    }

    private static Port named(String what, List<Port> ports, String name, String model) {
        if (name == null) {
            if (ports.size() != 1) {
                throw new ModelException("the graph of " + model + " must have one " + what
                        + " if none is named (OnnxOptions.withOutputName), but has " + ports);
            }
            return ports.get(0);
        }
        return ports.stream()
                .filter(port -> port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelException("the description of " + model + " names the " + what + " \""
                        + name + "\", but the graph has " + ports));
    }

    private static void requireFloats(String what, Port port, String model) {
        if (!port.type().equals(Port.FLOAT)) {
            throw new ModelException("the " + what + " of " + model + " must be 32-bit floats, but is " + port);
        }
    }

    private static void requireClasses(Port output, int classes, ModelDescription description, String model) {
        List<Long> shape = output.shape();
        if (shape.isEmpty() || shape.size() > 2 || shape.size() == 2 && shape.get(0) > 1) {
            throw new ModelException("the output of " + model + " must be [1, classes] or [classes], but is " + output);
        }
        long given = shape.get(shape.size() - 1);
        if (given >= 0 && given != classes) {
            throw new ModelException("the description of " + model + " has " + classes + " labels "
                    + description.spec().labels() + ", but the graph gives " + given + " classes: " + output);
        }
    }
}
