package io.ser4j.onnx.internal;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.internal.Graph.Port;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** A model on ONNX Runtime. */
public final class OnnxModel implements EmotionModel {
    private static final int MAX_PROBE_FRAMES = 1 << 20;

    private final ModelDescription description;
    private final Ports ports;
    private final SharedSession session;

    private OnnxModel(ModelDescription description, Ports ports, SharedSession session) {
        this.description = description;
        this.ports = ports;
        this.session = session;
    }

    /**
     * Opens a model, and checks that its description, graph and front end agree.
     *
     * @param file its bytes
     * @param options how to open and run it
     * @param describe makes the description, perhaps from the file's metadata
     * @return the model, which the caller closes
     * @throws ModelException if anything is wrong with the file, or it cannot be loaded
     */
    public static EmotionModel open(
            ModelFile file,
            OnnxOptions options,
            BiFunction<Map<String, String>, ModelFile, ModelDescription> describe) {
        options.sha256().ifPresent(file::requireSha256);
        ModelDescription description = describe.apply(FileScan.metadata(file), file);
        SharedSession session = SharedSession.open(file, options);
        boolean opened = false;
        try {
            Ports ports = Ports.match(session.graph(), description, file.name());
            OnnxModel model = new OnnxModel(description, ports, session);
            model.requireFittingFrontEnd();
            opened = true;
            return model;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    @Override
    public ModelSpec spec() {
        return description.spec();
    }

    @Override
    public FrontEnd frontEnd() {
        return description.frontEnd();
    }

    @Override
    public float[] infer(Tensor features) {
        ports.requireFits(features);
        float[] logits = session.run(features, ports.input(), ports.output());
        if (logits.length != ports.classes()) {
            throw new ModelException("the model " + spec().id() + " must give " + ports.classes()
                    + " floats, one per label, but gave " + logits.length);
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] = description.outputKind().toLogit(logits[i]);
            if (!Float.isFinite(logits[i])) {
                throw new ModelException("the model " + spec().id() + " must give finite numbers, but output " + i
                        + " (" + spec().labels().get(i) + ") was " + logits[i]);
            }
        }
        return logits;
    }

    @Override
    public float[] embed(Tensor features) {
        ports.requireFits(features);
        Port embedding = ports.embedding()
                .orElseThrow(() -> new ModelException("the model " + spec().id()
                        + " has no embedding: its file names no output for it (ser4j.embedding)"));
        return session.run(features, ports.input(), embedding);
    }

    @Override
    public void close() {
        session.close();
    }

    /** Tries the front end on a second of silence, so that a mismatch with the graph shows before the first clip. */
    private void requireFittingFrontEnd() {
        silentFeatures().ifPresent(ports::requireFits);
    }

    private Optional<Tensor> silentFeatures() {
        int rate = spec().sampleRateHz();
        float[] silence = new float[Math.min(rate, MAX_PROBE_FRAMES)];
        try {
            return Optional.of(frontEnd().apply(AudioClip.of(silence, rate)));
        } catch (InvalidAudioException e) {
            // The front end may need longer or other audio; then the first clip shows whether it fits.
            return Optional.empty();
        }
    }
}
