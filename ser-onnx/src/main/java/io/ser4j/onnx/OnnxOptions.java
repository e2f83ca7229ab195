package io.ser4j.onnx;

import java.util.Objects;
import java.util.Optional;

/**
 * How a model is opened and run.
 *
 * @param intraOpThreads how many threads one inference may use, from 1 to 1024; with 1, it runs on the calling thread
 * @param spinning whether these threads wait for the next inference in a busy loop, each occupying a core, which helps only under
 *     steady load
 * @param maxModelBytes the largest model file in bytes, at least 1
 * @param sha256 the SHA-256 that the file must have, in lower-case hexadecimal, or empty to accept any
 * @param outputKind the meaning of the output of a model that is described in code; a self-describing file states it itself
 * @param outputName the output that holds the classes of a model that is described in code, or empty if it has only one output
 */
public record OnnxOptions(
        int intraOpThreads,
        boolean spinning,
        long maxModelBytes,
        Optional<String> sha256,
        OutputKind outputKind,
        Optional<String> outputName) {
    private static final int MAX_THREADS = 1024;
    private static final OnnxOptions DEFAULTS =
            new OnnxOptions(1, false, 256L << 20, Optional.empty(), OutputKind.LOGITS, Optional.empty());

    /**
     * Checks the options.
     *
     * @param intraOpThreads as above
     * @param spinning as above
     * @param maxModelBytes as above
     * @param sha256 as above
     * @param outputKind as above
     * @param outputName as above
     * @throws IllegalArgumentException if an option is outside its range
     */
    public OnnxOptions {
        Objects.requireNonNull(outputKind, "outputKind");
        Objects.requireNonNull(outputName, "outputName");
        if (intraOpThreads < 1 || intraOpThreads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "intraOpThreads must be from 1 to " + MAX_THREADS + ", but was " + intraOpThreads);
        }
        if (maxModelBytes < 1) {
            throw new IllegalArgumentException("maxModelBytes must be at least 1, but was " + maxModelBytes);
        }
        sha256.filter(hash -> !hash.matches("[0-9a-f]{64}")).ifPresent(hash -> {
            throw new IllegalArgumentException(
                    "sha256 must be 64 lower-case hexadecimal digits, but was \"" + hash + '"');
        });
    }

    /**
     * The default options: one thread, no spinning, at most 256 MiB, any hash, logits, the only output.
     *
     * @return the default options
     */
    public static OnnxOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with another number of threads.
     *
     * @param threads how many threads one inference may use, from 1 to 1024
     * @return the changed options
     * @throws IllegalArgumentException if the number is outside its range
     */
    public OnnxOptions withIntraOpThreads(int threads) {
        return new OnnxOptions(threads, spinning, maxModelBytes, sha256, outputKind, outputName);
    }

    /**
     * These options with spinning on or off.
     *
     * @param spin whether threads wait in a busy loop
     * @return the changed options
     */
    public OnnxOptions withSpinning(boolean spin) {
        return new OnnxOptions(intraOpThreads, spin, maxModelBytes, sha256, outputKind, outputName);
    }

    /**
     * These options with another size limit.
     *
     * @param bytes the largest model file in bytes, at least 1
     * @return the changed options
     * @throws IllegalArgumentException if the limit is less than 1
     */
    public OnnxOptions withMaxModelBytes(long bytes) {
        return new OnnxOptions(intraOpThreads, spinning, bytes, sha256, outputKind, outputName);
    }

    /**
     * These options with a hash that the file must have, the protection for files from untrusted sources.
     *
     * @param hash 64 lower-case hexadecimal digits
     * @return the changed options
     * @throws IllegalArgumentException if the hash is not of this form
     */
    public OnnxOptions withSha256(String hash) {
        return new OnnxOptions(intraOpThreads, spinning, maxModelBytes, Optional.of(hash), outputKind, outputName);
    }

    /**
     * These options with another kind of output, for models that are described in code.
     *
     * @param kind the meaning of the output
     * @return the changed options
     */
    public OnnxOptions withOutputKind(OutputKind kind) {
        return new OnnxOptions(intraOpThreads, spinning, maxModelBytes, sha256, kind, outputName);
    }

    /**
     * These options with a named output, for models with several that are described in code.
     *
     * @param name the output that holds the classes
     * @return the changed options
     */
    public OnnxOptions withOutputName(String name) {
        return new OnnxOptions(intraOpThreads, spinning, maxModelBytes, sha256, outputKind, Optional.of(name));
    }
}
