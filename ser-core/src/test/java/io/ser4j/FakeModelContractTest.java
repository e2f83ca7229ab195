package io.ser4j;

import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModelProvider;

class FakeModelContractTest extends EmotionModelContract {
    @Override
    protected EmotionModelProvider provider() {
        return new FakeProvider("fake", 0, "first", "second");
    }
}
