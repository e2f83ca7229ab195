package io.ser4j.head;

import io.ser4j.ModelException;
import io.ser4j.spi.ModelSpec;
import java.util.Objects;

/**
 * The identity of the model on whose embeddings a head was trained.
 *
 * @param id the id of the model
 * @param version the version of its weights
 * @param sha256 the SHA-256 of its file in hexadecimal digits, or empty if its backend does not provide it
 */
public record BaseModel(String id, String version, String sha256) {
    /**
     * Checks that nothing is null.
     *
     * @param id as above
     * @param version as above
     * @param sha256 as above
     */
    public BaseModel {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(sha256, "sha256");
    }

    /**
     * The identity of a model.
     *
     * @param spec its description
     * @return its id, version and hash
     */
    public static BaseModel of(ModelSpec spec) {
        return new BaseModel(spec.id(), spec.version(), spec.properties().getOrDefault(ModelSpec.SHA256, ""));
    }

    /** Fails for another model, since on other embeddings a head would give nonsense without any error. */
    void require(ModelSpec found, String headId) {
        BaseModel other = of(found);
        if (!equals(other)) {
            throw new ModelException("the head " + headId + " was trained on the embeddings of " + this
                    + " and must not run on those of " + other + "; train it anew");
        }
    }

    /** Returns id, version and hash, such as {@code general, version 1, SHA-256 92de0c8c...}, with all digits. */
    @Override
    public String toString() {
        return id + ", version " + version + (sha256.isEmpty() ? "" : ", SHA-256 " + sha256);
    }
}
