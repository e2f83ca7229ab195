package io.ser4j.head;

import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModelProvider;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A head fulfils the contract of models. */
class HeadContractTest extends EmotionModelContract {
    @TempDir
    Path folder;

    @BeforeEach
    void writeHeads() throws IOException {
        LinearHeadTest.head("first").write(folder.resolve("first.head"));
        LinearHeadTest.head("second").write(folder.resolve("second.head"));
    }

    @Override
    protected EmotionModelProvider provider() {
        return HeadFolder.of(folder, id -> new EmbeddingModel("1", "abc"));
    }
}
