package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ser4j.AudioClip;
import io.ser4j.ModelException;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors' generator is golden/generate_logmel.py. */
class LogMelFrontEndTest {
    private static final int RATE_HZ = 16_000;
    private static final int VALUES_PER_FRAME = 64 * 2;

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("frontend", "logmel");
        properties.put("frontend.fft_size", "1024");
        properties.put("frontend.window_samples", "800");
        properties.put("frontend.hop_samples", "320");
        properties.put("frontend.window", "hann");
        properties.put("frontend.pad_mode", "zero");
        properties.put("frontend.mel_bands", "64");
        properties.put("frontend.f_min_hz", "50.0");
        properties.put("frontend.f_max_hz", "7600.0");
        properties.put("frontend.mel_scale", "slaney");
        properties.put("frontend.mel_norm", "slaney");
        properties.put("frontend.db_ref", "1.0");
        properties.put("frontend.db_amin", "1e-10");
        properties.put("frontend.db_top", "60.0");
        properties.put("frontend.trim_db", "40.0");
        properties.put("frontend.trim_margin_frames", "4");
        properties.put("frontend.minimum_frames", "16");
        properties.put("frontend.maximum_frames", "40");
        properties.put("frontend.deviation_floor", "1.0");
        properties.put("frontend.layout", "frames_bands_channels");
        properties.put("frontend.channels", "band_centred,clip_centred");
        return properties;
    }

    private static FrontEnd frontEnd() {
        return FrontEnds.fromProperties(RATE_HZ, properties());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chirp", "between-silences", "long", "short", "one", "nothing"})
    void equalsItsDefinition(String name) throws IOException {
        float[] expected = read(name + ".out.f32");
        Tensor actual = frontEnd().apply(AudioClip.of(read(name + ".in.f32"), RATE_HZ));
        assertThat(actual.shape()).containsExactly(1, expected.length / VALUES_PER_FRAME, 64, 2);
        assertThat(actual.toArray()).containsExactly(expected, within(2e-5f));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.5})
    void theLevelMakesNoDifference(double gain) throws IOException {
        float[] signal = read("chirp.in.f32");
        float[] scaled = new float[signal.length];
        for (int i = 0; i < signal.length; i++) {
            scaled[i] = (float) (gain * signal[i]);
        }
        assertThat(frontEnd().apply(AudioClip.of(scaled, RATE_HZ)).toArray())
                .containsExactly(frontEnd().apply(AudioClip.of(signal, RATE_HZ)).toArray(), within(1e-4f));
    }

    @Test
    void aRecordingWithinOneWindowIsTheClip() throws IOException {
        float[] signal = read("between-silences.in.f32");
        FeatureWindows windows = frontEnd().windows(new WindowPlan(RATE_HZ, 2 * RATE_HZ, RATE_HZ));
        windows.push(signal, 0, signal.length);
        windows.end();
        assertThat(windows.next().toArray())
                .containsExactly(frontEnd().apply(AudioClip.of(signal, RATE_HZ)).toArray());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontend.layout|bands|frontend.layout must be frames_bands_channels, but was \"bands\"",
                "frontend.channels|one|frontend.channels must be band_centred,clip_centred",
                "frontend.minimum_frames|41|minimum_frames must lie in [1, 40], but was 41",
                "frontend.maximum_frames|0|maximum_frames must lie in [1, 1000000], but was 0",
                "frontend.trim_margin_frames|-1|trim_margin_frames must lie in [0, 1000000], but was -1",
                "frontend.trim_db|-3|trim_db must be at least 0, but was -3.0",
                "frontend.deviation_floor|0|deviation_floor must be positive and finite, but was 0.0"
            })
    void refusesAWrongValueNamingIt(String key, String value, String message) {
        Map<String, String> properties = properties();
        properties.put(key, value);
        assertThatThrownBy(() -> FrontEnds.fromProperties(RATE_HZ, properties))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static float[] read(String name) throws IOException {
        try (InputStream in = LogMelFrontEndTest.class.getResourceAsStream("/golden/logmel/" + name)) {
            FloatBuffer floats = ByteBuffer.wrap(in.readAllBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] values = new float[floats.remaining()];
            floats.get(values);
            return values;
        }
    }
}
