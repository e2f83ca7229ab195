package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import io.ser4j.ModelException;
import io.ser4j.onnx.TestModels;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescribedFrontEndTest {
    private static final String RATE = "ser4j.sample_rate_hz";
    private static final String HOP = "ser4j.frontend.hop_samples";

    private static ModelDescription describe(Map<String, String> changes) {
        ModelFile file = ModelFile.of(TestModels.onnx("frames"), Integer.MAX_VALUE);
        Map<String, String> metadata = new HashMap<>(FileScan.metadata(file));
        metadata.putAll(changes);
        metadata.values().removeIf("(none)"::equals);
        return ModelDescription.ofMetadata(metadata, file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ser4j.frontend                | frontend | ser4j.frontend must be mfcc or logmel, but was "frontend"
            ser4j.frontend.hop_samples    | many     | ser4j.frontend.hop_samples must be an integer, but was "many"
            ser4j.frontend.hop_samples    | (none)   | must have the key ser4j.frontend.hop_samples, but has only [ser4j.frontend, ser4j.frontend.
            ser4j.frontend.hop_samples    | 0        | ser4j.frontend.hop_samples must lie in [1, 65536], but was 0
            ser4j.frontend.fft_size       | 1        | ser4j.frontend.fft_size must lie in
            ser4j.frontend.window_samples | 0        | ser4j.frontend.window_samples must lie in
            ser4j.frontend.window         | round    | ser4j.frontend.window must be one of
            ser4j.frontend.mel_bands      | 5000     | ser4j.frontend.mel_bands must lie in
            ser4j.frontend.f_min_hz       | -1       | ser4j.frontend.f_min_hz must be
            ser4j.frontend.f_max_hz       | 1e5      | ser4j.frontend.f_max_hz must be
            ser4j.frontend.db_ref         | 0        | ser4j.frontend.db_ref must be
            ser4j.frontend.db_amin        | NaN      | ser4j.frontend.db_amin must be
            ser4j.frontend.db_top         | -1       | ser4j.frontend.db_top must be
            ser4j.frontend.coefficients   | 0        | ser4j.frontend.coefficients must lie in
            ser4j.frontend.lifter         | -1       | ser4j.frontend.lifter must lie in
            ser4j.frontend.offset_seconds | -1       | ser4j.frontend.offset_seconds must be
            ser4j.frontend.layout         | rows     | ser4j.frontend.layout must be frames, but was "rows"
            ser4j.frontend.new            | 1        | there were also [ser4j.frontend.new]
            ser4j.normaliser.mean         | 1        | ser4j.normaliser.mean must be 40 numbers
            ser4j.normaliser.deviation    | (none)   | must have the key ser4j.normaliser.deviation
            """)
    void whatIsWrongIsNamedByItsFileAndItsWholeKey(String key, String value, String message) {
        assertThatThrownBy(() -> describe(Map.of(key, value)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the front end of the model in memory")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pitch_bands   | 39   | pitch_bands must be as many as ser4j.frontend.mel_bands, 128, but was 39
            pitch_bands   |      | must have the key ser4j.frontend.pitch_bands
            pitch_min_hz  | 0    | pitch_min_hz must be positive and below
            pitch_max_hz  | -1   | pitch_max_hz must be positive
            pitch_from_hz | -1   | pitch_from_hz must be at least 0
            pitch_to_hz   | 1e5  | pitch_to_hz must be at most half of the sample rate
            pitch_floor   | 0    | pitch_floor must be positive
            channels      | loud | channels must be different ones of [band_centred, clip_centred, pitch]
            """)
    void anInvalidPitchIsNamedToo(String name, String value, String message) {
        Map<String, String> changes = new HashMap<>();
        for (String key :
                "coefficients dct_norm lifter pooling offset_seconds duration_seconds minimum_seconds".split(" ")) {
            changes.put("ser4j.frontend." + key, "(none)");
        }
        changes.put("ser4j.normaliser.mean", "(none)");
        changes.put("ser4j.normaliser.deviation", "(none)");
        changes.put("ser4j.frontend", "logmel");
        String added =
                "layout=frames_bands_channels channels=band_centred,pitch trim_db=40 trim_from_band=2 trim_margin_frames=4"
                        + " minimum_frames=1 maximum_frames=9 deviation_floor=1 pitch_bands=128 pitch_min_hz=60 pitch_max_hz=550"
                        + " pitch_from_hz=50 pitch_to_hz=4000 pitch_floor=1e-08";
        for (String pair : added.split(" ")) {
            changes.put("ser4j.frontend." + pair.split("=")[0], pair.split("=")[1]);
        }
        assertThat(describe(changes).frontEnd()).isNotNull();
        changes.put("ser4j.frontend." + name, value == null ? "(none)" : value);
        assertThatThrownBy(() -> describe(changes))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the front end of the model in memory")
                .hasMessageContaining(message);
    }

    @Test
    void aNormaliserIsNamedToo() {
        String zeros = "0" + ",0".repeat(39);
        assertThatThrownBy(() -> describe(Map.of("ser4j.normaliser.deviation", zeros)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the front end of the model in memory")
                .hasMessageContaining("ser4j.normaliser.deviation must be positive");
    }

    /** 13 GB for a second of audio, by a few bytes of metadata. */
    @Test
    void manyFramesOfManyBandsAreRefused() {
        assertThatThrownBy(() -> describe(Map.of(RATE, "400000", HOP, "1", "ser4j.frontend.mel_bands", "4096")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("the front end of the model in memory")
                .hasMessageContaining(RATE + "=400000")
                .hasMessageContaining(HOP + "=1,")
                .hasMessageContaining("ser4j.frontend.mel_bands=4096")
                .hasMessageContaining("1638404096");
    }

    @Test
    void aLongTransformCountsIfTheBandsAreFew() {
        assertThatThrownBy(() -> describe(Map.of(HOP, "1", "ser4j.frontend.fft_size", "65536")))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("ser4j.frontend.fft_size=65536");
    }

    @Test
    void aFrameEachMillisecondIsAllowed() {
        ModelDescription description = describe(Map.of(RATE, "48000", HOP, "48", "ser4j.frontend.fft_size", "4096"));
        assertThat(description
                        .frontEnd()
                        .apply(AudioClip.of(new float[48_000], 48_000))
                        .shape())
                .containsExactly(1, 501, 40);
    }
}
