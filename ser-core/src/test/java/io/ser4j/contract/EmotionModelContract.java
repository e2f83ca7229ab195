package io.ser4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.ModelSpec;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The tests that every backend must pass. Extend this class by a provider of the backend, and run it with JUnit. */
public abstract class EmotionModelContract {
    private static final double MUST_ANSWER_SECONDS = 0.3;

    /** A new provider, created as ServiceLoader would create it. */
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

    /** A clip shorter than {@value #MUST_ANSWER_SECONDS} s may be refused instead; a longer one must be answered. */
    @Test
    void everyClipGivesAFiniteLogitPerClass() {
        try (EmotionModel model = open()) {
            int rate = model.spec().sampleRateHz();
            for (AudioClip clip : List.of(
                    noise(1, rate, 1, 1),
                    noise(Math.max(1, rate / 10), rate, 1, 2),
                    noise((int) Math.ceil(MUST_ANSWER_SECONDS * rate), rate, 1, 12),
                    noise(rate, rate, 2, 3),
                    noise(24_000, 8_000, 1, 4),
                    noise(96_000, 48_000, 1, 5),
                    AudioClip.of(new float[rate], rate))) {
                Tensor features;
                try {
                    features = model.frontEnd().apply(clip);
                } catch (InvalidAudioException e) {
                    assertThat(clip.durationSeconds())
                            .as("seconds of a clip refused with: " + e.getMessage())
                            .isLessThan(MUST_ANSWER_SECONDS);
                    continue;
                }
                assertThat(model.infer(features))
                        .as(clip.toString())
                        .hasSize(model.spec().labels().size())
                        .satisfies(EmotionModelContract::requireFinite);
            }
        }
    }

    private static void requireFinite(float[] logits) {
        for (float logit : logits) {
            assertThat(logit).isFinite();
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
            assertThat(first).as("logits of the previous call").containsExactly(kept);
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
    void closingDuringInferenceLetsItEndOrRefusesIt()
            throws ExecutionException, InterruptedException, TimeoutException {
        int threads = 4;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        EmotionModel model = open();
        try {
            int rate = model.spec().sampleRateHz();
            Tensor features = model.frontEnd().apply(noise(rate, rate, 1, 11));
            float[] expected = model.infer(features);
            CountDownLatch running = new CountDownLatch(threads);
            AtomicBoolean closed = new AtomicBoolean();
            List<Future<Throwable>> endings = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                endings.add(pool.submit(() -> inferUntilRefused(model, features, expected, running, closed)));
            }
            running.await();
            model.close();
            closed.set(true);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            for (Future<Throwable> ending : endings) {
                assertThat(ending.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS))
                        .as("the end of an inference that began after close()")
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("closed");
            }
        } finally {
            model.close();
            pool.shutdownNow();
        }
    }

    /**
     * Infers until that fails, however long one inference takes. Returns the failure, or null if an inference succeeded that
     * began after the model was closed.
     */
    private static Throwable inferUntilRefused(
            EmotionModel model, Tensor features, float[] expected, CountDownLatch running, AtomicBoolean closed) {
        boolean first = true;
        boolean last = false;
        while (!last) {
            last = closed.get();
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
        ModelSpec spec = model.spec();
        AudioClip clip = noise(spec.sampleRateHz(), spec.sampleRateHz(), 1, 8);
        Tensor features = model.frontEnd().apply(clip);
        model.close();
        model.close();
        assertThatThrownBy(() -> model.infer(features))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(model.spec()).isEqualTo(spec);
        assertThat(model.frontEnd().apply(clip).toArray()).containsExactly(features.toArray());
    }
}
