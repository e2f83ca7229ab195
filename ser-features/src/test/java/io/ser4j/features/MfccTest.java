package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.ser4j.AudioClip;
import io.ser4j.InvalidAudioException;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MfccTest {
    private static final int RATE_HZ = 22_050;
    private static final int THREE_SECONDS = 3 * RATE_HZ;

    private final Mfcc mfcc = Mfcc.of(MfccConfig.librosa());

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 511, 512, 2047, 2048, 4098})
    void takesAnyLength(int samples) {
        Tensor tensor = mfcc.compute(noise(samples, 1));

        assertThat(tensor.shape()).containsExactly(1 + samples / 512, 40);
        for (int i = 0; i < tensor.size(); i++) {
            assertThat(tensor.get(i)).isFinite();
        }
    }

    @Test
    void silenceIsTheLeastPowerInTheFirstCoefficient() {
        float[] silence = mfcc.compute(AudioClip.of(new float[1], RATE_HZ)).toArray();

        assertThat(silence[0]).isCloseTo((float) (-100 * Math.sqrt(128)), within(1e-3f));
        for (int k = 1; k < 40; k++) {
            assertThat(silence[k]).isCloseTo(0, within(1e-4f));
        }
    }

    @Test
    void aGainMovesTheFirstCoefficientOnly() {
        Tensor quiet = mfcc.compute(noise(5000, 0.01f));
        Tensor loud = mfcc.compute(noise(5000, 0.1f));

        for (int i = 0; i < quiet.size(); i++) {
            double shift = i % 40 == 0 ? 20 * Math.sqrt(128) : 0;
            assertThat((double) loud.get(i) - quiet.get(i)).isCloseTo(shift, within(1e-3));
        }
    }

    @Test
    void refusesAnotherRateNamingBoth() {
        assertThatThrownBy(() -> mfcc.compute(AudioClip.of(new float[10], 44_100)))
                .isInstanceOf(InvalidAudioException.class)
                .hasMessageContaining("22050 Hz")
                .hasMessageContaining("44100 Hz");
    }

    @Test
    void aLongClipLeavesNoTraceInAShortOne() {
        float[] fresh = Mfcc.of(MfccConfig.librosa()).compute(noise(207, 1)).toArray();
        mfcc.compute(noise(THREE_SECONDS, 1));

        assertThat(mfcc.compute(noise(207, 1)).toArray()).isEqualTo(fresh);
    }

    @Test
    void eightThreadsGetTheSameBits() throws InterruptedException, ExecutionException {
        int[] lengths = {1, 207, 4098, 20_000};
        List<float[]> expected = new ArrayList<>();
        for (int length : lengths) {
            expected.add(mfcc.compute(noise(length, 1)).toArray());
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int offset = thread;
                results.add(pool.submit(() -> {
                    boolean equal = true;
                    for (int i = 0; i < 40; i++) {
                        int which = (i + offset) % lengths.length;
                        float[] actual = mfcc.compute(noise(lengths[which], 1)).toArray();
                        equal &= java.util.Arrays.equals(actual, expected.get(which));
                    }
                    return equal;
                }));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void allocatesLittleMoreThanItReturns() {
        AudioClip clip = noise(THREE_SECONDS, 1);
        FrontEnd pooled = FrontEnds.fromProperties(RATE_HZ, FrontEndsTest.properties());
        int returned = 130 * 40 * Float.BYTES;

        assertThat(allocatedPerCall(() -> mfcc.compute(clip))).isLessThan(returned + 1_000);
        assertThat(allocatedPerCall(() -> pooled.apply(clip))).isLessThan(20_000);
    }

    private static long allocatedPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < 20; i++) {
            call.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 20;
    }

    private static AudioClip noise(int length, float gain) {
        Random random = new Random(7);
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = gain * (2 * random.nextFloat() - 1);
        }
        return AudioClip.of(samples, RATE_HZ);
    }
}
