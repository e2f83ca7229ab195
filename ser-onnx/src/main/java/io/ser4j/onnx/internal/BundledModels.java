package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.spi.EmotionModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The models in this jar, each pinned by its hash. A newly trained model needs its new hash here, and new golden logits from
 * {@code src/test/golden/generate_models.py}; tests fail until it has both.
 */
public final class BundledModels {
    private static final List<Bundled> ALL = List.of(
            new Bundled("general", "0ff5c4b349f61dd74a0fece309426a72675d2d65aef79c268bf29549e02d9e30"),
            new Bundled("tess-lstm", "ba7231427853afac4edcdbbd94b3cfff54147ea7aeff03919ffd398e9cd2f762"));

    private BundledModels() {}

    /**
     * A model in this jar.
     *
     * @param id its id, which is also the name of its folder and its file
     * @param sha256 the hash of its file
     */
    private record Bundled(String id, String sha256) {
        String resource() {
            return "/io/ser4j/onnx/models/" + id + '/' + id + ".onnx";
        }
    }

    /**
     * The ids of the bundled models.
     *
     * @return the default one first
     */
    public static List<String> ids() {
        return ALL.stream().map(Bundled::id).toList();
    }

    /**
     * Opens a bundled model.
     *
     * @param id one of {@link #ids()}
     * @return the model, which the caller closes
     * @throws ModelException if there is no such model, or it cannot be opened
     */
    public static EmotionModel open(String id) {
        Bundled bundled = ALL.stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ModelException("there is no bundled model \"" + id + "\"; available: " + ids()
                        + "; a model file is opened by OnnxModels.fromPath"));
        OnnxOptions options = OnnxOptions.defaults().withSha256(bundled.sha256());
        return OnnxModel.open(read(bundled, options), options, ModelDescription::ofMetadata);
    }

    private static ModelFile read(Bundled bundled, OnnxOptions options) {
        try (InputStream in = BundledModels.class.getResourceAsStream(bundled.resource())) {
            if (in == null) {
                throw new ModelException("the bundled model " + bundled.id()
                        + " is missing from this jar: there is no resource " + bundled.resource());
            }
            return ModelFile.read("the bundled model " + bundled.id(), in, options.maxModelBytes());
        } catch (IOException e) {
            throw new ModelException("the bundled model " + bundled.id() + " cannot be read: " + e, e);
        }
    }
}
