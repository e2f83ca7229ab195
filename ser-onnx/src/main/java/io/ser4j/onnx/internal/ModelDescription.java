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
 * What a model is said to be, by its own metadata or by code, before its graph is asked.
 *
 * @param spec labels, rate, temperature and the rest
 * @param frontEnd how audio becomes the input
 * @param input the name of the graph's input, or empty for the only one
 * @param output the name of the graph's output, or empty for the only one
 * @param outputKind what the output's numbers are
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
     * The description that a model file carries.
     *
     * @param metadata the file's {@code metadata_props}
     * @param file the file
     * @return what it says
     * @throws ModelException if a key is missing or its value breaks the key's rule
     */
    public static ModelDescription ofMetadata(Map<String, String> metadata, ModelFile file) {
        return new Metadata(metadata, file).describe();
    }

    /**
     * A description given in code.
     *
     * @param spec what the model is
     * @param frontEnd how audio becomes the graph's input
     * @param options name and kind of the output
     * @return what to make of a file, whatever its metadata
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
