package io.ser4j.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import io.ser4j.AudioClip;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.FrontEnd;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralWindowsTest {
    private static final int RATE_HZ = 8000;
    private static final int HOP = 80;

    @ParameterizedTest
    @EnumSource(PadMode.class)
    void aSignalWithinOneWindowHasTheFeaturesOfTheClipToTheBit(PadMode padMode) {
        FrontEnd frontEnd = FrontEnds.mfcc(config(padMode, 80));
        for (int length : new int[] {1, 13, 207, 399, 400, 4098, 8000}) {
            float[] signal = noise(length);
            List<Tensor> windows = windows(frontEnd, new WindowPlan(RATE_HZ, 8000, 4000), signal, 64);
            assertThat(windows).hasSize(1);
            assertSame(windows.get(0), frontEnd.apply(AudioClip.of(signal, RATE_HZ)));
        }
    }

    /** Where the frame nearest to the last window's beginning is the one after it, the signal ends before the last frame. */
    @ParameterizedTest
    @CsvSource({"20011, 51", "20070, 50"})
    void everyWindowHoldsTheFramesThatTheWholeSignalHasThere(int length, int framesOfTheLast) {
        MfccConfig config = config(PadMode.ZERO, Double.POSITIVE_INFINITY);
        float[] signal = noise(length);
        Tensor whole = Mfcc.of(config).compute(AudioClip.of(signal, RATE_HZ));
        WindowPlan plan = new WindowPlan(RATE_HZ, 50 * HOP, 20 * HOP);
        List<Tensor> windows = windows(FrontEnds.mfcc(config), plan, signal, 100);

        assertThat(windows).hasSize(12);
        for (int k = 0; k < windows.size(); k++) {
            long first = Math.round(plan.start(k, signal.length) / (double) HOP);
            int frames = k == 11 ? framesOfTheLast : 51;
            assertThat(windows.get(k).shape()).containsExactly(1, frames, 13);
            assertThat(windows.get(k).toArray())
                    .containsExactly(
                            Arrays.copyOfRange(whole.toArray(), (int) first * 13, (int) (first + frames) * 13));
        }
    }

    /** With frames of 512 samples, every 80: the last of a window is centred at its end, or ends 48 samples before it. */
    @ParameterizedTest
    @CsvSource({"ZERO, 256", "NONE, 0"})
    void aWindowIsReadyAsSoonAsItAndItsLastFrameAreHeard(PadMode padMode, int later) {
        FeatureWindows windows = FrontEnds.mfcc(config(padMode, 80)).windows(new WindowPlan(RATE_HZ, 4000, 2000));
        float[] signal = noise(9000);
        List<Integer> heard = new ArrayList<>();
        for (int i = 0; i < signal.length; i++) {
            windows.push(signal, i, 1);
            if (windows.ready()) {
                heard.add(i + 1);
                windows.next();
            }
        }
        assertThat(heard).containsExactly(4000 + later, 6000 + later, 8000 + later);
    }

    @Test
    void anEndlessSignalCostsNoMemory() {
        FrontEnd frontEnd = FrontEnds.mfcc(new MfccConfig(
                new StftConfig(16, 16, 8, Window.HANN, PadMode.ZERO),
                new MelConfig(RATE_HZ, 4, 0, 4000, MelScale.HTK, MelNorm.NONE),
                DecibelConfig.librosa(),
                4,
                DctNorm.ORTHO,
                0));
        FeatureWindows windows = frontEnd.windows(new WindowPlan(RATE_HZ, RATE_HZ, RATE_HZ));
        float[] second = noise(RATE_HZ);
        allocatedWhileSkipping(windows, second, 10);
        long samples = 200L * RATE_HZ;
        assertThat(allocatedWhileSkipping(windows, second, 200))
                .as("beside the resampled pieces")
                .isLessThan(samples * Float.BYTES + 100_000);
    }

    private static long allocatedWhileSkipping(FeatureWindows windows, float[] second, int seconds) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < seconds; i++) {
            windows.push(second, 0, second.length);
            if (windows.ready()) {
                windows.skip();
            }
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    @ParameterizedTest
    @CsvSource({
        "8000, 4000, 2000",
        "8000, 3001, 3001",
        "16000, 5000, 1234",
        "44100, 44100, 22050",
        "3000, 50, 7",
        "8000, 100, 100"
    })
    void piecesOfAnySizeGiveTheSameBits(int rateHz, int window, int hop) {
        FrontEnd frontEnd = FrontEnds.mfcc(config(PadMode.REFLECT, 80));
        WindowPlan plan = new WindowPlan(rateHz, window, hop);
        Random random = new Random(rateHz + window);
        float[] signal = noise(3 * window + random.nextInt(window));
        List<Tensor> expected = windows(frontEnd, plan, signal, signal.length);
        for (int largest : new int[] {1, 7, 1000, 9000}) {
            List<Tensor> actual = windows(frontEnd, plan, signal, largest);
            assertThat(actual).hasSameSizeAs(expected);
            for (int k = 0; k < expected.size(); k++) {
                assertSame(actual.get(k), expected.get(k));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"REFLECT, HAMMING", "REFLECT, RECTANGULAR", "ZERO, HAMMING", "NONE, HANN"})
    void piecesOfOneSampleGiveTheSameBitsWhateverTheFrames(PadMode padMode, Window window) {
        // Frames longer than a window, and weights that do not vanish at their edges.
        FrontEnd frontEnd = FrontEnds.mfcc(new MfccConfig(
                new StftConfig(4096, 4096, 512, window, padMode),
                new MelConfig(16_000, 40, 0, 8000, MelScale.SLANEY, MelNorm.SLANEY),
                new DecibelConfig(1, 1e-10, 80),
                13,
                DctNorm.ORTHO,
                0));
        WindowPlan plan = new WindowPlan(16_000, 2400, 480);
        for (int length : new int[] {1000, 4096, 9001, 12_000}) {
            float[] signal = noise(length);
            List<Tensor> expected = windows(frontEnd, plan, signal, length);
            List<Tensor> actual = windows(frontEnd, plan, signal, 1);
            assertThat(actual).hasSameSizeAs(expected).isNotEmpty();
            for (int k = 0; k < expected.size(); k++) {
                assertSame(actual.get(k), expected.get(k));
            }
        }
    }

    @Test
    void aLastFrameMirroredFromItsCentreOnSeesTheSampleBeforeIt() {
        FrontEnd frontEnd = FrontEnds.mfcc(new MfccConfig(
                new StftConfig(512, 512, 400, Window.RECTANGULAR, PadMode.REFLECT),
                new MelConfig(RATE_HZ, 40, 0, 4000, MelScale.SLANEY, MelNorm.SLANEY),
                new DecibelConfig(1, 1e-10, 80),
                13,
                DctNorm.ORTHO,
                0));
        for (int frames = 2; frames < 21; frames++) {
            float[] signal = noise(400 * frames);
            for (int piece : new int[] {37, 100, signal.length}) {
                List<Tensor> windows = windows(frontEnd, new WindowPlan(RATE_HZ, 8000, 8000), signal, piece);
                assertSame(windows.get(0), frontEnd.apply(AudioClip.of(signal, RATE_HZ)));
            }
        }
    }

    @Test
    void aWindowOfLessThanASampleOfTheModelIsOneSampleOfSilence() {
        FeatureWindows windows = FrontEnds.mfcc(config(PadMode.ZERO, 80)).windows(new WindowPlan(48_000, 1, 1));
        windows.push(new float[1], 0, 1);
        windows.end();
        assertThat(windows.ready()).isTrue();
        assertSame(windows.next(), FrontEnds.mfcc(config(PadMode.ZERO, 80)).apply(AudioClip.of(new float[1], 48_000)));
    }

    @Test
    void aSkippedWindowChangesNoOther() {
        FrontEnd frontEnd = FrontEnds.mfcc(config(PadMode.ZERO, 80));
        WindowPlan plan = new WindowPlan(RATE_HZ, 4000, 1500);
        float[] signal = noise(11_000);
        List<Tensor> all = windows(frontEnd, plan, signal, 500);
        FeatureWindows windows = frontEnd.windows(plan);
        windows.push(signal, 0, signal.length);
        windows.end();
        for (int k = 0; windows.ready(); k++) {
            if (k % 2 == 0) {
                windows.skip();
            } else {
                assertSame(windows.next(), all.get(k));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWindowThatIsNotThereYetIsRefused(boolean pushed) {
        FeatureWindows windows = FrontEnds.mfcc(config(PadMode.ZERO, 80)).windows(new WindowPlan(RATE_HZ, 100, 50));
        if (pushed) {
            windows.push(new float[99], 0, 99);
        }
        assertThat(windows.ready()).isFalse();
        assertThatIllegalStateException().isThrownBy(windows::next).withMessageContaining("window 0");
        assertThatIllegalStateException().isThrownBy(windows::skip);
        windows.end();
        assertThat(windows.ready()).isEqualTo(pushed);
    }

    private static List<Tensor> windows(FrontEnd frontEnd, WindowPlan plan, float[] signal, int largestPiece) {
        FeatureWindows windows = frontEnd.windows(plan);
        List<Tensor> tensors = new ArrayList<>();
        Random random = new Random(largestPiece);
        for (int done = 0; done < signal.length; ) {
            int count = Math.min(signal.length - done, 1 + random.nextInt(largestPiece));
            windows.push(signal, done, count);
            done += count;
            while (windows.ready()) {
                tensors.add(windows.next());
            }
        }
        windows.end();
        while (windows.ready()) {
            tensors.add(windows.next());
        }
        return tensors;
    }

    private static MfccConfig config(PadMode padMode, double topDb) {
        return new MfccConfig(
                new StftConfig(512, 400, HOP, Window.HANN, padMode),
                new MelConfig(RATE_HZ, 40, 0, 4000, MelScale.SLANEY, MelNorm.SLANEY),
                new DecibelConfig(1, 1e-10, topDb),
                13,
                DctNorm.ORTHO,
                0);
    }

    private static float[] noise(int length) {
        Random random = new Random(length);
        float[] signal = new float[length];
        for (int i = 0; i < length; i++) {
            // Loud and faint by turns, so that the floor of the decibels matters.
            signal[i] = (float) (0.1 * random.nextGaussian() * (i / 700 % 2 == 0 ? 1 : 1e-5));
        }
        return signal;
    }

    private static void assertSame(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).containsExactly(expected.shape());
        assertThat(actual.toArray()).containsExactly(expected.toArray());
    }
}
