package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ser4j.Emotion;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void everyCharacterReadsBackAndAllIsAscii() {
        StringBuilder all = new StringBuilder();
        for (int c = Character.MIN_VALUE; c <= Character.MAX_VALUE; c++) {
            all.append((char) c);
        }
        String json = Json.string(all.toString());
        assertThat(json.chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(JsonReader.string(json)).isEqualTo(all.toString());
        assertThat(Json.text(json)).contains(all.toString());
        assertThat(Json.endOfString("x" + json + "\"", 1)).isEqualTo(1 + json.length());
    }

    @Test
    void commonNamesStayReadable() {
        assertThat(Json.string("a b/c\\d\"e\n\u00e4")).isEqualTo("\"a b/c\\\\d\\\"e\\n\\u00e4\"");
    }

    @Test
    void numbersHaveSixDigitsInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Json.number(1 / 3.0)).isEqualTo("0.333333");
            assertThat(Json.number(0)).isEqualTo("0.0");
            assertThat(Json.number(1)).isEqualTo("1.0");
            assertThat(JsonReader.object("{\"x\":" + Json.number(1.234567e-12) + "}")
                            .get("x"))
                    .isEqualTo(1.23457e-12);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aStringThatWasCutOffHasNoEnd() {
        assertThat(Json.endOfString("\"abc", 0)).isEqualTo(-1);
        assertThat(Json.endOfString("\"abc\\\"", 0)).isEqualTo(-1);
        assertThat(Json.endOfString("abc\"", 0)).isEqualTo(-1);
    }

    @Test
    void anEscapeWithoutFourDigitsIsRefused() {
        for (String json : List.of("\"a\\uZZZZ\"", "\"\\u1\"", "\"\\u+12a\"")) {
            assertThat(Json.text(json)).as(json).isEmpty();
        }
    }

    @Test
    void aMaliciousRowIsRefusedAtOnce() {
        Conditions conditions = new Conditions(Optional.empty(), Optional.empty(), 0, Optional.empty(), "m 1");
        JsonRows rows = new JsonRows(List.of(Emotion.ANGRY, Emotion.SAD), conditions);
        String malicious =
                "{\"file\":\"a.wav\", " + "\"probability\":".repeat(1 << 19) + ", " + conditions.json() + '}';
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThat(rows.read(malicious)).isEmpty());
    }

    @Test
    void numbersThatAreNotFiniteAreNull() {
        assertThat(Json.number(Double.NEGATIVE_INFINITY)).isEqualTo("null");
        assertThat(Json.number(Double.NaN)).isEqualTo("null");
    }

    @Test
    void anyProbabilityIsAJsonNumber() {
        for (double p = 1; p > 1e-300; p /= 7) {
            Object read = JsonReader.object("{\"x\":" + Json.number(p) + "}").get("x");
            assertThat((Double) read / p).isCloseTo(1, within(5e-6));
        }
    }
}
