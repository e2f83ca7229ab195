package io.ser4j.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColourMapTest {
    /** Rec. 709 luma, the brightness in grey print. */
    private static double luma(int rgb) {
        return 0.2126 * (rgb >> 16 & 255) + 0.7152 * (rgb >> 8 & 255) + 0.0722 * (rgb & 255);
    }

    @Test
    void greaterValuesAreLighter() {
        for (int i = 1; i <= 256; i++) {
            assertThat(luma(ColourMap.rgb(i / 256.0))).isGreaterThan(luma(ColourMap.rgb((i - 1) / 256.0)) - 0.5);
        }
        assertThat(luma(ColourMap.rgb(0))).isLessThan(1);
        assertThat(luma(ColourMap.rgb(1))).isGreaterThan(240);
    }

    @Test
    void theEndsAndTheMiddleAreMagmas() {
        assertThat(ColourMap.rgb(0)).isEqualTo(0x000004);
        assertThat(ColourMap.rgb(0.5)).isEqualTo(0xb73779);
        assertThat(ColourMap.rgb(1)).isEqualTo(0xfcfdbf);
    }

    @Test
    void valuesOutsideHaveTheColourOfTheNearerEnd() {
        assertThat(ColourMap.rgb(-1)).isEqualTo(ColourMap.rgb(0));
        assertThat(ColourMap.rgb(2)).isEqualTo(ColourMap.rgb(1));
    }
}
