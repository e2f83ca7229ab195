package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.features.FrontEnds;
import io.ser4j.spi.FrontEnd;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The front end that the metadata of a model file describe, within limits.
 *
 * @param file the file's name in messages
 * @param sampleRateHz the model's rate
 * @param properties the metadata of the front end, by their keys without the prefix {@code ser4j.}
 */
record DescribedFrontEnd(String file, int sampleRateHz, Map<String, String> properties) {
    /** The most values per second of audio, before and after the transform: 32 MiB of doubles, frames every ms at 48 kHz. */
    private static final long MAX_VALUES_PER_SECOND = 1 << 22;

    private static final String BANDS = "frontend.mel_bands";
    private static final String FFT_SIZE = "frontend.fft_size";
    private static final String HOP = "frontend.hop_samples";

    private static final Pattern KEY = Pattern.compile("(?<![\\w.])(frontend|normaliser)\\b");

    /** The keys by the names of the configurations' components, where these differ from the end of the key. */
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("fftSize", FFT_SIZE),
            Map.entry("windowSamples", "frontend.window_samples"),
            Map.entry("hopSamples", HOP),
            Map.entry("bands", BANDS),
            Map.entry("fMinHz", "frontend.f_min_hz"),
            Map.entry("fMaxHz", "frontend.f_max_hz"),
            Map.entry("reference", "frontend.db_ref"),
            Map.entry("amin", "frontend.db_amin"),
            Map.entry("topDb", "frontend.db_top"),
            Map.entry("minHz", "frontend.pitch_min_hz"),
            Map.entry("maxHz", "frontend.pitch_max_hz"),
            Map.entry("fromHz", "frontend.pitch_from_hz"),
            Map.entry("toHz", "frontend.pitch_to_hz"),
            Map.entry("floor", "frontend.pitch_floor"),
            Map.entry("mean", "normaliser.mean"),
            Map.entry("deviation", "normaliser.deviation"));

    /**
     * Creates the front end.
     *
     * @throws ModelException naming file and key, if a key is missing, unknown, unreadable or out of its range, or a clip would
     *     become too large
     */
    FrontEnd open() {
        FrontEnd frontEnd;
        try {
            frontEnd = FrontEnds.fromProperties(sampleRateHz, properties);
        } catch (ModelException e) {
            throw new ModelException("the front end of " + file + " is invalid: " + reason(e), e);
        }
        requireModest();
        return frontEnd;
    }

    /** Refuses a front end that needs too much memory: by short hops between long frames, even gigabytes per second of audio. */
    private void requireModest() {
        long frames = 1 + sampleRateHz / integer(HOP);
        long values = frames * Math.max(integer(BANDS), integer(FFT_SIZE));
        if (values > MAX_VALUES_PER_SECOND) {
            throw new ModelException("the front end of " + file + " must compute at most " + MAX_VALUES_PER_SECOND
                    + " values per second of audio, but computes " + values + ": " + frames + " frames, by "
                    + entry("sample_rate_hz", Integer.toString(sampleRateHz)) + " and " + entry(HOP)
                    + ", of as many values as the larger of " + entry(BANDS) + " and " + entry(FFT_SIZE));
        }
    }

    private long integer(String key) {
        return Integer.parseInt(properties.get(key));
    }

    private String entry(String key) {
        return entry(key, properties.get(key));
    }

    private static String entry(String key, String value) {
        return Metadata.PREFIX + key + '=' + value;
    }

    private static String reason(ModelException e) {
        String message = e.getMessage();
        if (e.getCause() instanceof IllegalArgumentException rule && message.endsWith(": " + rule.getMessage())) {
            // A rule of a configuration, which begins with the component's name.
            String[] words = rule.getMessage().split(" ", 2);
            String key = KEYS.getOrDefault(words[0], "frontend." + words[0]);
            return words.length < 2 ? message : Metadata.PREFIX + key + ' ' + words[1];
        }
        // What follows the first quotation mark is a value, which must not be changed.
        int quoted = message.indexOf('"');
        int end = quoted < 0 ? message.length() : quoted;
        return KEY.matcher(message.substring(0, end)).replaceAll(Metadata.PREFIX + "$0") + message.substring(end);
    }
}
