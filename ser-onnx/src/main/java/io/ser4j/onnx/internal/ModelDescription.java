package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.OutputKind;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The description of a model, by its own metadata or by code, before it is compared with the graph.
 *
 * @param spec labels, rate, temperature and the rest
 * @param frontEnd turns audio into the input of the graph
 * @param input the name of the graph's input, or empty for the only one
 * @param output the name of the graph's output, or empty for the only one
 * @param outputKind the meaning of the output's numbers
 * @param embedding the name of the graph's output that holds the vector before the classes, or empty for none
 */
public record ModelDescription(
        ModelSpec spec,
        FrontEnd frontEnd,
        Optional<String> input,
        Optional<String> output,
        OutputKind outputKind,
        Optional<String> embedding) {

    /**
     * The description in the metadata of a model file.
     *
     * @param metadata the file's {@code metadata_props}
     * @param file the file
     * @return the description
     * @throws ModelException if a key is missing or its value breaks the key's rule
     */
    public static ModelDescription ofMetadata(Map<String, String> metadata, ModelFile file) {
        return new Metadata(metadata, file).describe();
    }

    /**
     * A description given in code.
     *
     * @param spec the description of the model
     * @param frontEnd turns audio into the graph's input
     * @param options name and kind of the output
     * @return gives this description, with the file's size and hash, whatever the file's metadata
     */
    public static BiFunction<Map<String, String>, ModelFile, ModelDescription> ofCode(
            ModelSpec spec, FrontEnd frontEnd, OnnxOptions options) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(frontEnd, "frontEnd");
        return (metadata, file) -> {
            Map<String, String> properties = new HashMap<>(spec.properties());
            properties.putIfAbsent(ModelSpec.SIZE_BYTES, Integer.toString(file.bytes().length));
            properties.put(ModelSpec.SHA256, file.sha256());
            ModelSpec measured = new ModelSpec(
                    spec.id(), spec.version(), spec.labels(), spec.sampleRateHz(), spec.temperature(), properties);
            return new ModelDescription(
                    measured, frontEnd, Optional.empty(), options.outputName(), options.outputKind(), Optional.empty());
        };
    }
}
