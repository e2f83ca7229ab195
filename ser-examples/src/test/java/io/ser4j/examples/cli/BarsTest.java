package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void theLengthIsProportionalToTheFraction() {
        assertThat(Bars.ASCII.draw(0)).isEmpty();
        assertThat(Bars.ASCII.draw(0.5)).isEqualTo("#".repeat(20));
        assertThat(Bars.ASCII.draw(1)).isEqualTo("#".repeat(40));
        assertThat(Bars.BLOCKS.draw(0)).isEmpty();
        assertThat(Bars.BLOCKS.draw(1)).isEqualTo("\u2588".repeat(40));
        // 3.5 of 40 characters: three whole ones and four eighths.
        assertThat(Bars.BLOCKS.draw(3.5 / 40)).isEqualTo("\u2588\u2588\u2588\u258c");
        assertThat(Bars.BLOCKS.draw(1 / 320.0)).isEqualTo("\u258f");
    }

    @Test
    void blocksAreUsedIfTheCharacterSetHasThem() {
        assertThat(Bars.encodableIn(StandardCharsets.UTF_8)).isEqualTo(Bars.BLOCKS);
        assertThat(Bars.encodableIn(StandardCharsets.ISO_8859_1)).isEqualTo(Bars.ASCII);
        assertThat(Bars.encodableIn(StandardCharsets.US_ASCII)).isEqualTo(Bars.ASCII);
    }
}
