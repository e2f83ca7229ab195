package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.EmotionModelProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Exactly what the module exports and requires. */
class ModuleTest {
    @Test
    void exportsTheFrontDoorHeadsAndTheSpiAndNeedsTheBaseOnly() throws URISyntaxException {
        Path classes = Path.of(EmotionClassifier.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        ModuleDescriptor module =
                ModuleFinder.of(classes).find("io.ser4j").orElseThrow().descriptor();
        assertThat(module.exports())
                .allMatch(exported -> !exported.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("io.ser4j", "io.ser4j.head", "io.ser4j.spi");
        assertThat(module.requires())
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
        assertThat(module.uses())
                .containsExactlyInAnyOrder(AudioDecoder.class.getName(), EmotionModelProvider.class.getName());
        assertThat(module.provides()).isEmpty();
        assertThat(module.opens()).isEmpty();
        assertThat(module.isOpen()).isFalse();
    }
}
