package io.ser4j.onnx;

import io.ser4j.onnx.internal.BundledModels;
import io.ser4j.onnx.internal.ModelDescription;
import io.ser4j.onnx.internal.ModelFile;
import io.ser4j.onnx.internal.OnnxModel;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens ONNX models: the bundled ones, files that describe themselves by {@code ser4j.*} metadata, and any other file with a
 * description given in code. Pass the open model to {@link io.ser4j.EmotionClassifierBuilder#model(EmotionModel)}, whose
 * classifier then closes it, or use it directly and close it yourself.
 *
 * <p>A model's graph has one input of 32-bit floats, whose shape fits the front end's output for one clip (the batch dimension,
 * if any, is 1), and an output of 32-bit floats, [1, classes] or [classes]. Files with external data are refused.
 *
 * <p>A model file is a program. Open one from an untrusted source only with {@link OnnxOptions#withSha256}.
 */
public final class OnnxModels {
    private OnnxModels() {}

    /**
     * The ids of the bundled models.
     *
     * @return their ids, the default one first
     */
    public static List<String> bundledIds() {
        return BundledModels.ids();
    }

    /**
     * Opens the default bundled model.
     *
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException if the native library or the model cannot be loaded
     */
    public static EmotionModel bundled() {
        return bundled(bundledIds().get(0));
    }

    /**
     * Opens a bundled model.
     *
     * @param id one of {@link #bundledIds()}
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException if there is no such model, or the native library or the model cannot be loaded
     */
    public static EmotionModel bundled(String id) {
        return BundledModels.open(id);
    }

    /**
     * Opens a self-describing model file with the default options.
     *
     * @param file an ONNX file with {@code ser4j.*} metadata
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, OnnxOptions)} does
     */
    public static EmotionModel fromPath(Path file) {
        return fromPath(file, OnnxOptions.defaults());
    }

    /**
     * Opens a self-describing model file.
     *
     * @param file an ONNX file with {@code ser4j.*} metadata
     * @param options how to open and run it
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException if the file cannot be read, breaks a limit, is not the one that the options require, or has
     *     no or incomplete metadata, if metadata and graph disagree, or if the native library cannot be loaded
     */
    public static EmotionModel fromPath(Path file, OnnxOptions options) {
        return OnnxModel.open(ModelFile.read(file, options.maxModelBytes()), options, ModelDescription::ofMetadata);
    }

    /**
     * Opens a model file with a description given in code; any metadata in the file are ignored.
     *
     * @param file any ONNX file
     * @param spec the description of the model, with the labels in the order of the graph's output
     * @param frontEnd how audio becomes the graph's input
     * @param options how to open and run it
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException if the file cannot be read, breaks a limit or is not the one that the options require, if
     *     description and graph disagree, or if the native library cannot be loaded
     */
    public static EmotionModel fromPath(Path file, ModelSpec spec, FrontEnd frontEnd, OnnxOptions options) {
        return OnnxModel.open(
                ModelFile.read(file, options.maxModelBytes()),
                options,
                ModelDescription.ofCode(spec, frontEnd, options));
    }

    /**
     * Opens a self-describing model from memory.
     *
     * @param onnx the bytes of an ONNX file with {@code ser4j.*} metadata; copied
     * @param options how to open and run it
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, OnnxOptions)} does
     */
    public static EmotionModel fromBytes(byte[] onnx, OnnxOptions options) {
        return OnnxModel.open(ModelFile.of(onnx, options.maxModelBytes()), options, ModelDescription::ofMetadata);
    }

    /**
     * Opens a model from memory with a description given in code; any metadata in it are ignored.
     *
     * @param onnx the bytes of any ONNX file; copied
     * @param spec the description of the model, with the labels in the order of the graph's output
     * @param frontEnd how audio becomes the graph's input
     * @param options how to open and run it
     * @return the model, which the caller closes unless a classifier does
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, ModelSpec, FrontEnd, OnnxOptions)} does
     */
    public static EmotionModel fromBytes(byte[] onnx, ModelSpec spec, FrontEnd frontEnd, OnnxOptions options) {
        return OnnxModel.open(
                ModelFile.of(onnx, options.maxModelBytes()), options, ModelDescription.ofCode(spec, frontEnd, options));
    }
}
