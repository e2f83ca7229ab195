package io.ser4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModelProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The bundled models fulfil the contract. */
class OnnxModelProviderTest extends EmotionModelContract {
    @Override
    protected EmotionModelProvider provider() {
        return new OnnxModelProvider();
    }

    @Test
    void serviceLoaderFindsIt() {
        assertThat(ServiceLoader.load(EmotionModelProvider.class))
                .anySatisfy(found -> assertThat(found).isInstanceOf(OnnxModelProvider.class));
        assertThat(provider().name()).isEqualTo("onnx");
        assertThat(provider().priority()).isEqualTo(100);
        assertThat(provider().modelIds()).first().isEqualTo("general");
    }
}
