package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.contract.EmotionModelContract;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Several classifiers on one open model; what a classifier lends fulfils the contract of models. */
class SharedModelTest extends EmotionModelContract {
    private static final AudioClip CLIP = AudioClip.of(Signals.voice(8000, 2), 8000);

    @Override
    protected EmotionModelProvider provider() {
        return new FakeProvider(
                "lender", 0, List.of("fake"), () -> around(new FakeModel()).sharedModel());
    }

    private static EmotionClassifier around(EmotionModel model) {
        return EmotionClassifier.builder().model(model).build();
    }

    @Test
    void closingABorrowerLeavesTheModelOpen() {
        FakeModel model = new FakeModel();
        try (EmotionClassifier owner = around(model)) {
            EmotionResult heard = owner.classify(CLIP);
            try (EmotionClassifier borrower = around(owner.sharedModel())) {
                assertThat(borrower.classify(CLIP)).isEqualTo(heard);
                try (EmotionClassifier further = around(borrower.sharedModel())) {
                    assertThat(further.classify(CLIP)).isEqualTo(heard);
                }
                assertThat(borrower.classify(CLIP)).isEqualTo(heard);
            }
            assertThat(owner.classify(CLIP)).isEqualTo(heard);
            assertThat(model.closings).hasValue(0);
        }
        assertThat(model.closings).hasPositiveValue();
    }

    @Test
    void closingTheOwnerWaitsForBorrowers() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        FakeModel slow = new FakeModel() {
            @Override
            public float[] infer(Tensor features) {
                inside.countDown();
                EmotionClassifierTest.await(go);
                assertThat(closings).hasValue(0);
                return super.infer(features);
            }
        };
        EmotionClassifier owner = around(slow);
        EmotionClassifier borrower = around(owner.sharedModel());
        CompletableFuture<EmotionResult> heard = CompletableFuture.supplyAsync(() -> borrower.classify(CLIP));
        inside.await();
        Thread closing = new Thread(owner::close);
        closing.start();
        while (closing.isAlive() && closing.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(slow.closings).hasValue(0);
        go.countDown();
        assertThat(heard.join().scores()).hasSize(FakeModel.LABELS.size());
        closing.join();
        assertThat(slow.closings).hasPositiveValue();
    }

    @Test
    void aClosedOwnerLendsNothing() {
        EmotionClassifier owner = around(new FakeModel());
        owner.close();
        assertThatThrownBy(owner::sharedModel)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this EmotionClassifier is closed");
    }

    @Test
    void closingTheOwnerEndsTheLoan() {
        EmotionClassifier owner = around(new FakeModel());
        try (EmotionClassifier borrower = around(owner.sharedModel())) {
            owner.close();
            assertThatThrownBy(() -> borrower.classify(CLIP))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("this EmotionClassifier is closed");
        }
    }
}
