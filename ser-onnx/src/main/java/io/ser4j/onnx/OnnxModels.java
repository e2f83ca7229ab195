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
 * description given in code. Hand what is opened to {@link io.ser4j.EmotionClassifierBuilder#model(EmotionModel)}, or use it
 * directly; whoever opened it closes it.
 *
 * <p>A model's graph has one input of 32-bit floats, whose shape the front end fills with one clip (the batch dimension, if any,
 * is 1), and an output of 32-bit floats, [1, classes] or [classes]. Files with external data are refused.
 *
 * <p>A model file is a program. One from a source that is not trusted should be opened with
 * {@link OnnxOptions#withSha256} only.
 */
public final class OnnxModels {
    private OnnxModels() {}

    /**
     * The ids of the models that this library brings.
     *
     * @return their ids, the default one first
     */
    public static List<String> bundledIds() {
        return BundledModels.ids();
    }

    /**
     * Opens the default bundled model.
     *
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException if the native library or the model cannot be loaded
     */
    public static EmotionModel bundled() {
        return bundled(bundledIds().get(0));
    }

    /**
     * Opens a bundled model.
     *
     * @param id one of {@link #bundledIds()}
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException if there is no such model, or the native library or the model cannot be loaded
     */
    public static EmotionModel bundled(String id) {
        return BundledModels.open(id);
    }

    /**
     * Opens a model file that describes itself, with the default options.
     *
     * @param file an ONNX file with {@code ser4j.*} metadata
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, OnnxOptions)} does
     */
    public static EmotionModel fromPath(Path file) {
        return fromPath(file, OnnxOptions.defaults());
    }

    /**
     * Opens a model file that describes itself.
     *
     * @param file an ONNX file with {@code ser4j.*} metadata
     * @param options how to open and run it
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException if the file cannot be read, breaks a limit, has no or incomplete metadata, metadata and
     *     graph disagree, or the native library cannot be loaded
     */
    public static EmotionModel fromPath(Path file, OnnxOptions options) {
        return OnnxModel.open(ModelFile.read(file, options.maxModelBytes()), options, ModelDescription::ofMetadata);
    }

    /**
     * Opens a model file by a description given in code; metadata that the file may carry are not looked at.
     *
     * @param file any ONNX file
     * @param spec what the model is; its labels stand in the order of the graph's output
     * @param frontEnd how audio becomes the graph's input
     * @param options how to open and run it
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException if the file cannot be read, breaks a limit, description and graph disagree, or the native
     *     library cannot be loaded
     */
    public static EmotionModel fromPath(Path file, ModelSpec spec, FrontEnd frontEnd, OnnxOptions options) {
        return OnnxModel.open(
                ModelFile.read(file, options.maxModelBytes()),
                options,
                ModelDescription.ofCode(spec, frontEnd, options));
    }

    /**
     * Opens a model that describes itself from memory.
     *
     * @param onnx the bytes of an ONNX file with {@code ser4j.*} metadata; copied
     * @param options how to open and run it
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, OnnxOptions)} does
     */
    public static EmotionModel fromBytes(byte[] onnx, OnnxOptions options) {
        return OnnxModel.open(ModelFile.of(onnx, options.maxModelBytes()), options, ModelDescription::ofMetadata);
    }

    /**
     * Opens a model from memory by a description given in code; metadata that it may carry are not looked at.
     *
     * @param onnx the bytes of any ONNX file; copied
     * @param spec what the model is; its labels stand in the order of the graph's output
     * @param frontEnd how audio becomes the graph's input
     * @param options how to open and run it
     * @return the model, which the caller closes
     * @throws io.ser4j.ModelException as {@link #fromPath(Path, ModelSpec, FrontEnd, OnnxOptions)} does
     */
    public static EmotionModel fromBytes(byte[] onnx, ModelSpec spec, FrontEnd frontEnd, OnnxOptions options) {
        return OnnxModel.open(
                ModelFile.of(onnx, options.maxModelBytes()), options, ModelDescription.ofCode(spec, frontEnd, options));
    }
}
