package io.ser4j;

import io.ser4j.internal.SignalMeter;
import io.ser4j.internal.SignalReport;
import io.ser4j.spi.FeatureWindows;
import io.ser4j.spi.Tensor;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Makes segments of a mono signal that comes in pieces: what measures it and what makes features of it run side by side, and a
 * window with a voice is judged as soon as both have seen all of it. For one thread at a time.
 */
final class SegmentMaker {
    /** The most samples that wait: bounds the memory, however large a piece is. */
    private static final int BLOCK = 1 << 15;

    private static final int FIRST_BLOCK = 1 << 10;

    private final WindowPlan plan;
    private final FeatureWindows features;
    private final SignalMeter meter;
    private final BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge;

    /** Samples that are not worked on before they are needed: many at once cost less than many times a few. */
    private float[] waiting = new float[FIRST_BLOCK];

    private int waitingCount;
    private long received;
    private long length = WindowPlan.UNKNOWN;
    private long window;

    /**
     * Prepares for one signal.
     *
     * @param features the windows of the plan
     * @param meter measures the same signal
     * @param judge turns features, and what speaks against trusting them, into a result
     */
    SegmentMaker(
            WindowPlan plan,
            FeatureWindows features,
            SignalMeter meter,
            BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge) {
        this.plan = plan;
        this.features = features;
        this.meter = meter;
        this.judge = judge;
    }

    /** Takes in samples, each of them finite, and hands on the segments that have become complete. */
    void push(float[] mono, int offset, int count, Consumer<? super EmotionSegment> listener) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        for (int done = 0; done < count; ) {
            int size = Math.min(BLOCK - waitingCount, count - done);
            keep(mono, offset + done, size);
            done += size;
            if (waitingCount == BLOCK || received - meter.lookAheadSamples() >= plan.end(window, length)) {
                workOff();
                handOn(listener);
            }
        }
    }

    private void keep(float[] mono, int offset, int count) {
        if (waitingCount + count > waiting.length) {
            waiting = Arrays.copyOf(waiting, Math.min(BLOCK, Math.max(waitingCount + count, 2 * waiting.length)));
        }
        System.arraycopy(mono, offset, waiting, waitingCount, count);
        waitingCount += count;
        received += count;
    }

    private void workOff() {
        features.push(waiting, 0, waitingCount);
        meter.push(waiting, 0, waitingCount);
        waitingCount = 0;
    }

    /** Ends the signal and hands on the segments that are left. */
    void end(Consumer<? super EmotionSegment> listener) {
        workOff();
        length = received;
        features.end();
        meter.end();
        handOn(listener);
    }

    /** The segments of a whole clip. */
    List<EmotionSegment> segmentsOf(AudioClip clip) {
        List<EmotionSegment> segments = new ArrayList<>();
        float[] block = new float[Math.min(BLOCK, clip.frames())];
        for (int done = 0; done < clip.frames(); done += block.length) {
            int count = Math.min(block.length, clip.frames() - done);
            clip.copyMono(done, block, 0, count);
            push(block, 0, count, segments::add);
        }
        end(segments::add);
        return List.copyOf(segments);
    }

    /** Reads to the end, or until its thread is interrupted, and hands on the segments as they become complete. */
    void run(AudioReader reader, Consumer<? super EmotionSegment> listener) throws IOException {
        float[] block = new float[BLOCK];
        for (int count = reader.readMono(block, 0, BLOCK); count >= 0; count = reader.readMono(block, 0, BLOCK)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted after " + received / plan.sampleRateHz() + " s of audio");
            }
            push(block, 0, count, listener);
        }
        end(listener);
    }

    private void handOn(Consumer<? super EmotionSegment> listener) {
        while (plan.exists(window, length) && features.ready() && meter.ready(plan.end(window, length))) {
            EmotionSegment segment = segment(plan.start(window, length), plan.end(window, length));
            window++;
            meter.forget(plan.neededFrom(window));
            listener.accept(segment);
        }
    }

    private EmotionSegment segment(long start, long end) {
        double rateHz = plan.sampleRateHz();
        SignalReport report = meter.report(start, end);
        Optional<EmotionResult> result = Optional.empty();
        if (isSilent(report)) {
            features.skip();
        } else {
            List<AudioWarning> warnings =
                    AudioWarning.withLength(report.warnings(), (end - start) / rateHz, features.longestSeconds());
            result = Optional.of(judge.apply(features.next(), warnings));
        }
        return new EmotionSegment(start / rateHz, end / rateHz, report.speechShare(), result);
    }

    private static boolean isSilent(SignalReport report) {
        return AudioWarning.tellSilence(report.warnings());
    }
}
