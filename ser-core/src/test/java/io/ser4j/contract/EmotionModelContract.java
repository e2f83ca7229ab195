package io.ser4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every backend must keep. Subclass it, say how to open a model, and run it with JUnit. */
public abstract class EmotionModelContract {
    /** A new provider, made as ServiceLoader would make it. */
    protected abstract EmotionModelProvider provider();

    private EmotionModel open() {
        EmotionModelProvider provider = provider();
        return provider.open(provider.modelIds().get(0));
    }

    private static AudioClip noise(int frames, int sampleRateHz, int channels, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[frames * channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextGaussian() * 0.1);
        }
        return AudioClip.of(samples, sampleRateHz, channels);
    }

    @Test
    void providerHasANameAndAtLeastOneModel() {
        assertThat(provider().name()).matches("[a-z][a-z0-9-]*");
        assertThat(provider().modelIds()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void everyListedModelOpensUnderItsId() {
        for (String id : provider().modelIds()) {
            try (EmotionModel model = provider().open(id)) {
                assertThat(model.spec().id()).isEqualTo(id);
            }
        }
    }

    @Test
    void anUnknownModelIsRefusedByNameWithWhatExists() {
        assertThatThrownBy(() -> provider().open("no-such-model"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no-such-model")
                .hasMessageContaining(provider().modelIds().get(0));
    }

    @Test
    void everyClipGivesAFiniteLogitPerClass() {
        try (EmotionModel model = open()) {
            int rate = model.spec().sampleRateHz();
            for (AudioClip clip : List.of(
                    noise(1, rate, 1, 1),
                    noise(rate / 10, rate, 1, 2),
                    noise(rate, rate, 2, 3),
                    noise(24_000, 8_000, 1, 4),
                    noise(96_000, 48_000, 1, 5),
                    AudioClip.of(new float[rate], rate))) {
                float[] logits = model.infer(model.frontEnd().apply(clip));
                assertThat(logits)
                        .as(clip.toString())
                        .hasSize(model.spec().labels().size());
                for (float logit : logits) {
                    assertThat(logit).as(clip.toString()).isFinite();
                }
            }
        }
    }

    @Test
    void theSameClipGivesTheSameLogitsOnManyThreads() throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (EmotionModel model = open()) {
            AudioClip clip = noise(model.spec().sampleRateHz(), model.spec().sampleRateHz(), 1, 6);
            float[] expected = model.infer(model.frontEnd().apply(clip));
            List<Future<float[]>> futures = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                futures.add(pool.submit(() -> model.infer(model.frontEnd().apply(clip))));
            }
            for (Future<float[]> future : futures) {
                assertThat(future.get()).containsExactly(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void everyCallReturnsItsOwnArray() {
        try (EmotionModel model = open()) {
            int rate = model.spec().sampleRateHz();
            Tensor features = model.frontEnd().apply(noise(rate, rate, 1, 7));
            float[] first = model.infer(features);
            float[] kept = first.clone();
            model.infer(model.frontEnd().apply(noise(rate, rate, 1, 9)));
            assertThat(first).as("logits of the call before").containsExactly(kept);
            Arrays.fill(first, Float.NaN);
            assertThat(model.infer(features)).isNotSameAs(first).containsExactly(kept);
        }
    }

    @Test
    void specAndFrontEndStayTheSame() {
        try (EmotionModel model = open()) {
            assertThat(model.spec()).isEqualTo(model.spec());
            AudioClip clip = noise(model.spec().sampleRateHz(), model.spec().sampleRateHz(), 1, 10);
            Tensor once = model.frontEnd().apply(clip);
            Tensor again = model.frontEnd().apply(clip);
            assertThat(again.shape()).containsExactly(once.shape());
            assertThat(again.toArray()).containsExactly(once.toArray());
        }
    }

    @Test
    void closingDuringInferenceLetsItEndOrRefusesIt() throws ExecutionException, InterruptedException {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        EmotionModel model = open();
        try {
            int rate = model.spec().sampleRateHz();
            Tensor features = model.frontEnd().apply(noise(rate, rate, 1, 11));
            float[] expected = model.infer(features);
            CountDownLatch running = new CountDownLatch(threads);
            List<Future<Throwable>> endings = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                endings.add(pool.submit(() -> inferUntilRefused(model, features, expected, running)));
            }
            running.await();
            model.close();
            for (Future<Throwable> ending : endings) {
                assertThat(ending.get())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
            }
        } finally {
            model.close();
            pool.shutdownNow();
        }
    }

    /** Infers until that fails, a second at most, and returns the failure, or null if there was none. */
    private static Throwable inferUntilRefused(
            EmotionModel model, Tensor features, float[] expected, CountDownLatch running) {
        long end = System.nanoTime() + 1_000_000_000L;
        boolean first = true;
        while (System.nanoTime() < end) {
            try {
                assertThat(model.infer(features)).containsExactly(expected);
            } catch (RuntimeException e) {
                return e;
            } finally {
                if (first) {
                    running.countDown();
                    first = false;
                }
            }
        }
        return null;
    }

    @Test
    void aClosedModelRefusesToInferAndMayBeClosedAgain() {
        EmotionModel model = open();
        Tensor features = model.frontEnd().apply(noise(8_000, model.spec().sampleRateHz(), 1, 8));
        model.close();
        model.close();
        assertThatThrownBy(() -> model.infer(features))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(model.spec()).isNotNull();
        assertThat(model.frontEnd()).isNotNull();
    }
}
