package io.ser4j.head;

import io.ser4j.Emotion;
import io.ser4j.ModelException;
import io.ser4j.spi.ModelSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A head as text: lines of {@code key=value} in UTF-8, of which {@code label}, {@code weights}, {@code clip} and
 * {@code speaker} repeat. The first line states the version of the format, the last one the SHA-256 of all before it. Windows
 * line ends are read as if they were Unix ones.
 */
final class HeadFile {
    static final long MAX_BYTES = 64L << 20;
    static final String FORMAT = "ser4j.head=1";
    private static final String BEGINNING = "ser4j.head=";
    static final String END = "sha256=";
    private static final String PROPERTY = "property.";

    private HeadFile() {}

    static void write(LinearHead head, Path file) throws IOException {
        String text = text(head);
        byte[] bytes = (text + END + sha256(text) + "\n").getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw new IOException("the head file " + file + " must have at most " + MAX_BYTES
                    + " bytes, but would have " + bytes.length);
        }
        // A unique name, since others may be writing the same head.
        Path partial = file.resolveSibling(UUID.randomUUID() + ".partial");
        try {
            Files.write(partial, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            move(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void move(Path partial, Path file) throws IOException {
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String text(LinearHead head) {
        ModelSpec spec = head.spec();
        StringBuilder text = new StringBuilder(FORMAT).append('\n');
        line(text, "id", spec.id());
        line(text, "version", spec.version());
        line(text, "base.id", head.base().id());
        line(text, "base.version", head.base().version());
        line(text, "base.sha256", head.base().sha256());
        line(text, "sample_rate_hz", Integer.toString(spec.sampleRateHz()));
        line(text, "temperature", Double.toString(spec.temperature()));
        Map<String, String> properties = new TreeMap<>(spec.properties());
        properties.remove(ModelSpec.SIZE_BYTES);
        properties.forEach((key, value) -> line(text, PROPERTY + key, value));
        spec.labels().forEach(label -> line(text, "label", label.label()));
        line(text, "centre", numbers(head.layer().centre()));
        line(text, "scale", numbers(head.layer().scale()));
        line(text, "bias", numbers(head.layer().bias()));
        for (double[] row : head.layer().weights()) {
            line(text, "weights", numbers(row));
        }
        head.training().speakers().forEach(mark -> line(text, "speaker", mark));
        head.training().clips().forEach(mark -> line(text, "clip", mark));
        return text.toString();
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append('=').append(value).append('\n');
    }

    private static String numbers(double[] values) {
        return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }

    static LinearHead read(Path file) {
        String text = load(file);
        if (!text.startsWith(FORMAT + "\n")) {
            throw new ModelException("the format of the head file " + file
                    + " must be that which this version of ser4j reads, " + FORMAT + ", but is "
                    + HeadLines.start(text.lines().findFirst().orElse("")));
        }
        int end = text.lastIndexOf(END);
        if (end < 0 || !text.substring(end).strip().equals(END + sha256(text.substring(0, end)))) {
            throw new ModelException("the head file " + file
                    + " must end with the SHA-256 of all before it, but does not: it is cut off or changed");
        }
        try {
            return head(
                    new HeadLines(text.substring(FORMAT.length() + 1, end)),
                    text.getBytes(StandardCharsets.UTF_8).length);
        } catch (IllegalArgumentException e) {
            throw new ModelException("the head file " + file + " breaks a rule: " + e.getMessage(), e);
        }
    }

    private static String load(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            requireHead(file, in);
            byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ModelException(
                        "the head file " + file + " must have at most " + MAX_BYTES + " bytes, but has more");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replace("\r\n", "\n");
        } catch (CharacterCodingException e) {
            throw new ModelException("the head file " + file + " must be UTF-8, but is not", e);
        } catch (IOException e) {
            throw new ModelException("the head file " + file + " cannot be read: " + reason(e), e);
        }
    }

    /** Checks the beginning before the rest is read, since a file of another kind may be large. */
    private static void requireHead(Path file, InputStream in) throws IOException {
        in.mark(BEGINNING.length());
        byte[] begin = in.readNBytes(BEGINNING.length());
        in.reset();
        if (!new String(begin, StandardCharsets.ISO_8859_1).equals(BEGINNING)) {
            throw new ModelException("the head file " + file + " must begin with " + FORMAT + ", but does not");
        }
    }

    /** Why a file or a folder cannot be read; the most frequent reason has no message but the name. */
    static String reason(IOException failure) {
        return failure instanceof NoSuchFileException ? "it does not exist" : failure.toString();
    }

    private static LinearHead head(HeadLines lines, int bytes) {
        BaseModel base = new BaseModel(lines.one("base.id"), lines.one("base.version"), lines.one("base.sha256"));
        List<Emotion> labels =
                lines.ofEachClass("label").stream().map(Emotion::new).toList();
        int rate = lines.integer("sample_rate_hz");
        double temperature = lines.number("temperature");
        Map<String, String> properties = lines.below(PROPERTY);
        properties.put(ModelSpec.SIZE_BYTES, Integer.toString(bytes));
        ModelSpec spec = new ModelSpec(lines.one("id"), lines.one("version"), labels, rate, temperature, properties);
        LinearLayer layer =
                LinearLayer.of(lines.row("centre"), lines.row("scale"), lines.rows("weights"), lines.row("bias"));
        TrainingMarks training = new TrainingMarks(lines.all("clip"), lines.all("speaker"));
        lines.requireNoOther();
        return LinearHead.of(spec, base, layer, training);
    }

    private static String sha256(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, but this one does not", e);
        }
    }
}
