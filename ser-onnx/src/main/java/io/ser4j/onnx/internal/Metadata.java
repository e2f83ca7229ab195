package io.ser4j.onnx.internal;

import io.ser4j.Emotion;
import io.ser4j.ModelException;
import io.ser4j.onnx.OutputKind;
import io.ser4j.spi.ModelSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the {@code ser4j.*} keys of a model file. */
final class Metadata {
    static final String PREFIX = "ser4j.";
    private static final String FORMAT_VERSION = "1";
    private static final int MAX_LABELS = 1024;
    private static final int MAX_SAMPLE_RATE_HZ = 768_000;
    private static final int MAX_CHARACTERS = 1 << 20;

    /** The keys that are no properties of the spec: it has a component for each, except for the version of the format. */
    private static final Set<String> COMPONENTS =
            Set.of("format_version", "model_id", "model_version", "labels", "sample_rate_hz", "temperature");

    private final Map<String, String> values = new HashMap<>();
    private final ModelFile file;

    Metadata(Map<String, String> metadata, ModelFile file) {
        this.file = file;
        long characters = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            if (entry.getKey().startsWith(PREFIX)) {
                values.put(entry.getKey().substring(PREFIX.length()), entry.getValue());
                characters += entry.getKey().length() + entry.getValue().length();
            }
        }
        if (characters > MAX_CHARACTERS) {
            throw new ModelException(file.name() + " must have at most " + MAX_CHARACTERS
                    + " characters of ser4j metadata, but has " + characters);
        }
    }

    ModelDescription describe() {
        requireFormat();
        int sampleRateHz = read("sample_rate_hz", "a whole number from 1 to " + MAX_SAMPLE_RATE_HZ, Metadata::rate);
        double temperature = read("temperature", "a number", Double::valueOf);
        List<Emotion> labels =
                read("labels", "2 to " + MAX_LABELS + " labels with commas between them", Metadata::labels);
        ModelSpec spec = spec(labels, sampleRateHz, temperature);
        return new ModelDescription(
                spec,
                new DescribedFrontEnd(file.name(), sampleRateHz, frontEndProperties()).open(),
                Optional.of(required("input")),
                Optional.of(required("output")),
                read("output_kind", "logits or probabilities", OutputKind::named),
                Optional.ofNullable(values.get("embedding")));
    }

    private void requireFormat() {
        String version = values.get("format_version");
        if (version == null) {
            throw new ModelException(
                    file.name() + " does not describe itself: it has no metadata ser4j.format_version; open it"
                            + " with a ModelSpec and a FrontEnd given in code (OnnxModels.fromPath(Path, ModelSpec, FrontEnd,"
                            + " OnnxOptions))");
        }
        if (!version.equals(FORMAT_VERSION)) {
            throw new ModelException("ser4j.format_version of " + file.name() + " must be " + FORMAT_VERSION
                    + ", the only version that this ser4j reads, but is \"" + version + '"');
        }
    }

    private ModelSpec spec(List<Emotion> labels, int sampleRateHz, double temperature) {
        Map<String, String> properties = new HashMap<>();
        values.forEach((key, value) -> {
            if (!COMPONENTS.contains(key) && !isFrontEnd(key)) {
                properties.put(key, value);
            }
        });
        properties.put(ModelSpec.SIZE_BYTES, Integer.toString(file.bytes().length));
        properties.put(ModelSpec.SHA256, file.sha256());
        try {
            return new ModelSpec(
                    required("model_id"), required("model_version"), labels, sampleRateHz, temperature, properties);
        } catch (IllegalArgumentException e) {
            throw new ModelException("the metadata of " + file.name() + " break a rule: " + e.getMessage(), e);
        }
    }

    private Map<String, String> frontEndProperties() {
        Map<String, String> properties = new HashMap<>(values);
        properties.keySet().removeIf(key -> !isFrontEnd(key));
        return properties;
    }

    private static boolean isFrontEnd(String key) {
        return key.equals("frontend") || key.startsWith("frontend.") || key.startsWith("normaliser.");
    }

    private static int rate(String text) {
        int rate = Integer.parseInt(text);
        if (rate < 1 || rate > MAX_SAMPLE_RATE_HZ) {
            throw new IllegalArgumentException("out of range");
        }
        return rate;
    }

    private static List<Emotion> labels(String text) {
        String[] labels = text.split(",", -1);
        if (labels.length > MAX_LABELS) {
            throw new IllegalArgumentException(labels.length + " labels");
        }
        return Arrays.stream(labels).map(Emotion::new).toList();
    }

    private String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new ModelException("the metadata of " + file.name() + " must have the key " + PREFIX + key
                    + ", but have only " + values.keySet().stream().sorted().toList());
        }
        return value;
    }

    private <T> T read(String key, String rule, Function<String, T> parser) {
        String value = required(key);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    PREFIX + key + " of " + file.name() + " must be " + rule + ", but is \"" + value + "\": "
                            + e.getMessage(),
                    e);
        }
    }
}
