package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The bytes of a model, within a size limit, and its name in messages. */
public final class ModelFile {
    /** The length of an array that every JVM can create, less one byte that shows that a stream has more. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 9;

    private final String name;
    private final byte[] bytes;
    private final String sha256;

    private ModelFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
        this.sha256 = hash(bytes);
    }

    /**
     * Takes a model from memory.
     *
     * @param bytes the whole file; copied
     * @param maxBytes the largest allowed number of bytes
     * @return the model
     * @throws ModelException if it has more bytes than that
     */
    public static ModelFile of(byte[] bytes, long maxBytes) {
        requireSize("the model in memory", bytes.length, maxBytes);
        return new ModelFile("the model in memory", bytes.clone());
    }

    /**
     * Reads a model file; one above the limit is refused before it is read.
     *
     * @param file its path
     * @param maxBytes the largest allowed number of bytes
     * @return the model
     * @throws ModelException if it cannot be read, or has more bytes than that or than an array holds
     */
    public static ModelFile read(Path file, long maxBytes) {
        String name = "the model file " + file;
        try (InputStream in = Files.newInputStream(file)) {
            requireSize(name, Files.size(file), maxBytes);
            return read(name, in, maxBytes);
        } catch (IOException e) {
            throw new ModelException(
                    name + " cannot be read: " + (e instanceof NoSuchFileException ? "there is no such file" : e), e);
        }
    }

    /**
     * Reads a model from a stream, up to the limit.
     *
     * @param name its name in messages
     * @param in the stream; not closed
     * @param maxBytes the largest allowed number of bytes
     * @return the model
     * @throws IOException if the stream fails
     * @throws ModelException if there are more bytes than that or than an array holds
     */
    static ModelFile read(String name, InputStream in, long maxBytes) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(maxBytes, MAX_BYTES) + 1);
        requireSize(name, bytes.length, maxBytes);
        return new ModelFile(name, bytes);
    }

    String name() {
        return name;
    }

    /** The whole file; not a copy, and so not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    String sha256() {
        return sha256;
    }

    void requireSha256(String expected) {
        if (!sha256.equals(expected)) {
            throw new ModelException(name + " must have the SHA-256 " + expected + ", but has " + sha256);
        }
    }

    private static void requireSize(String name, long size, long maxBytes) {
        if (size > maxBytes) {
            throw new ModelException(name + " must have at most " + maxBytes
                    + " bytes (OnnxOptions.maxModelBytes), but has at least " + size);
        }
        if (size > MAX_BYTES) {
            throw new ModelException(name + " must have at most " + MAX_BYTES
                    + " bytes, which is what fits into an array, but has at least " + size);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, but this one does not", e);
        }
    }
}
