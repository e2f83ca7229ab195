package io.ser4j.features;

import io.ser4j.ModelException;
import io.ser4j.spi.FrontEnd;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Creates a front end from the keys of a model file; see {@link FrontEnds#fromProperties}. Used by one thread. */
final class FrontEndProperties {
    private static final String FRONT_END = "frontend";
    private static final String NORMALISER = "normaliser";

    private final Map<String, String> properties;
    private final Set<String> read = new HashSet<>();

    FrontEndProperties(Map<String, String> properties) {
        this.properties = properties;
    }

    FrontEnd frontEnd(int sampleRateHz) {
        FrontEnd frontEnd = switch (text(FRONT_END)) {
            case "mfcc" -> mfcc(sampleRateHz);
            case "logmel" -> logMel(sampleRateHz);
            default ->
                throw new ModelException(
                        FRONT_END + " must be mfcc or logmel, but was \"" + properties.get(FRONT_END) + '"');
        };
        requireNothingElse();
        return frontEnd;
    }

    private FrontEnd mfcc(int sampleRateHz) {
        StftConfig stft = stft();
        MelConfig mel = mel(sampleRateHz);
        DecibelConfig decibels = decibels();
        Mfcc mfcc = Mfcc.of(checked(() -> new MfccConfig(
                stft, mel, decibels, integer("coefficients"), constant("dct_norm", DctNorm.class), integer("lifter"))));
        Stretch stretch = checked(
                () -> new Stretch(number("offset_seconds"), number("duration_seconds"), number("minimum_seconds")));
        Finish finish =
                new Coefficients(mfcc, pooling(), normaliser(mfcc.config().coefficients()));
        return new SpectralFrontEnd(mfcc.logMel(), stretch, dcRemoval(), finish);
    }

    private FrontEnd logMel(int sampleRateHz) {
        StftConfig stft = stft();
        MelConfig mel = mel(sampleRateHz);
        DecibelConfig decibels = decibels();
        requireValue(FRONT_END + ".layout", "frames_bands_channels");
        List<Channel> channels = channels();
        Optional<PitchConfig> pitch = channels.contains(Channel.PITCH) ? Optional.of(pitch(mel)) : Optional.empty();
        LogMel logMel = checked(() -> new LogMel(stft, mel, decibels, pitch));
        Finish finish = checked(() -> new CentredBands(
                logMel.bands(),
                loudFrames(logMel.bands()),
                integer("trim_margin_frames"),
                integer(has("trim_noise_margin_frames") ? "trim_noise_margin_frames" : "trim_margin_frames"),
                integer("minimum_frames"),
                integer("maximum_frames"),
                number("deviation_floor"),
                channels));
        return new SpectralFrontEnd(logMel, Stretch.WHOLE, dcRemoval(), finish);
    }

    private LoudFrames loudFrames(int bands) {
        return new LoudFrames(
                bands,
                integer("trim_from_band"),
                number("trim_db"),
                has("trim_noise_db") ? number("trim_noise_db") : 0,
                has("trim_noise_frames") ? integer("trim_noise_frames") : 0,
                has("trim_noise_share") ? number("trim_noise_share") : 0);
    }

    private DcRemoval dcRemoval() {
        return has("dc_seconds") ? checked(() -> new DcRemoval(number("dc_seconds"))) : DcRemoval.NONE;
    }

    private boolean has(String name) {
        return properties.containsKey(FRONT_END + '.' + name);
    }

    private StftConfig stft() {
        return checked(() -> new StftConfig(
                integer("fft_size"),
                integer("window_samples"),
                integer("hop_samples"),
                constant("window", Window.class),
                constant("pad_mode", PadMode.class)));
    }

    private MelConfig mel(int sampleRateHz) {
        return checked(() -> new MelConfig(
                sampleRateHz,
                integer("mel_bands"),
                number("f_min_hz"),
                number("f_max_hz"),
                constant("mel_scale", MelScale.class),
                constant("mel_norm", MelNorm.class)));
    }

    private DecibelConfig decibels() {
        return checked(() -> new DecibelConfig(number("db_ref"), number("db_amin"), number("db_top")));
    }

    private List<Channel> channels() {
        String rule = "different ones of " + names(Channel.class) + " separated by commas";
        return parsed(FRONT_END + ".channels", rule, text -> {
            List<Channel> channels = Arrays.stream(text.split(",", -1))
                    .map(name -> named(name, Channel.class))
                    .toList();
            if (Set.copyOf(channels).size() < channels.size()) {
                throw new IllegalArgumentException(text);
            }
            return channels;
        });
    }

    private PitchConfig pitch(MelConfig mel) {
        int bands = integer("pitch_bands");
        if (bands != mel.bands()) {
            throw new ModelException(FRONT_END + ".pitch_bands must be as many as " + FRONT_END + ".mel_bands, "
                    + mel.bands() + ", but was " + bands);
        }
        return checked(() -> new PitchConfig(
                bands,
                number("pitch_min_hz"),
                number("pitch_max_hz"),
                number("pitch_from_hz"),
                number("pitch_to_hz"),
                number("pitch_floor")));
    }

    private Optional<Pooling> pooling() {
        String key = FRONT_END + ".pooling";
        if (text(key).equals("none")) {
            requireValue(FRONT_END + ".layout", "frames");
            return Optional.empty();
        }
        Pooling pooling = constant("pooling", Pooling.class);
        requireValue(FRONT_END + ".layout", "pooled_as_sequence");
        return Optional.of(pooling);
    }

    private Normaliser normaliser(int size) {
        String mean = NORMALISER + ".mean";
        String deviation = NORMALISER + ".deviation";
        if (!properties.containsKey(mean) && !properties.containsKey(deviation)) {
            return Normaliser.NONE;
        }
        double[] means = numbers(mean, size);
        double[] deviations = numbers(deviation, size);
        return checked(() -> Normaliser.of(means, deviations));
    }

    private String text(String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new ModelException(
                    "the model file must have the key " + key + ", but has only " + new TreeSet<>(properties.keySet()));
        }
        read.add(key);
        return value;
    }

    private int integer(String name) {
        return parsed(FRONT_END + '.' + name, "an integer", Integer::valueOf);
    }

    private double number(String name) {
        return parsed(FRONT_END + '.' + name, "a number", FrontEndProperties::parseNumber);
    }

    private double[] numbers(String key, int size) {
        double[] values = parsed(
                key,
                size + " numbers separated by commas",
                text -> Arrays.stream(text.split(",", -1))
                        .mapToDouble(FrontEndProperties::parseNumber)
                        .toArray());
        if (values.length != size) {
            throw new ModelException(
                    key + " must be " + size + " numbers, one per coefficient, but was " + values.length);
        }
        return values;
    }

    private <E extends Enum<E>> E constant(String name, Class<E> type) {
        return parsed(FRONT_END + '.' + name, "one of " + names(type), text -> named(text, type));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> E named(String name, Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name));
    }

    private <T> T parsed(String key, String rule, Function<String, T> parser) {
        String value = text(key);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ModelException(key + " must be " + rule + ", but was \"" + value + '"', e);
        }
    }

    private void requireValue(String key, String expected) {
        if (!text(key).equals(expected)) {
            throw new ModelException(key + " must be " + expected + ", but was \"" + properties.get(key) + '"');
        }
    }

    private void requireNothingElse() {
        Set<String> unknown = new TreeSet<>(properties.keySet());
        unknown.removeAll(read);
        unknown.removeIf(key -> !key.startsWith(FRONT_END) && !key.startsWith(NORMALISER));
        if (!unknown.isEmpty()) {
            throw new ModelException(
                    "the keys of a front end must be " + new TreeSet<>(read) + ", but there were also " + unknown);
        }
    }

    /** Infinity also as Python writes it. */
    private static double parseNumber(String text) {
        return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static <T> T checked(Supplier<T> configuration) {
        try {
            return configuration.get();
        } catch (IllegalArgumentException e) {
            throw new ModelException("the front end in the model file is invalid: " + e.getMessage(), e);
        }
    }
}
