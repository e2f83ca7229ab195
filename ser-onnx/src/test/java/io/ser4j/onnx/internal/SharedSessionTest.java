package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.TestModels;
import io.ser4j.onnx.internal.Graph.Port;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedSessionTest {
    @Test
    void noMoreRunsThanPlacesAreInFlight() {
        Semaphore places = new Semaphore(1, true);
        ModelFile file = ModelFile.of(TestModels.onnx("linear"), Long.MAX_VALUE);
        try (SharedSession session = SharedSession.open(file, OnnxOptions.defaults(), places)) {
            Port input = session.graph().inputs().get(0);
            Port output = session.graph().outputs().get(0);
            float[] alone = session.run(TestModels.features(1), input, output);
            places.acquireUninterruptibly();
            CompletableFuture<float[]> other =
                    CompletableFuture.supplyAsync(() -> session.run(TestModels.features(1), input, output));
            while (!places.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            assertThat(other).isNotDone();
            places.release();
            assertThat(other.join()).containsExactly(alone);
            assertThat(places.availablePermits()).isEqualTo(1);
        }
    }
}
