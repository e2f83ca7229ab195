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
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Makes segments of a mono signal that comes in pieces: what measures it and what makes features of it run side by side, and a
 * window with a voice is judged as soon as both have seen all of it. For one thread at a time.
 */
final class SegmentMaker {
    /** The most samples that wait: bounds the memory, however large a piece is. */
    private static final int BLOCK = 1 << 15;

    /** The most seconds that do: at the rate of the model a few samples of a low rate are very many. */
    private static final int BLOCK_SECONDS = 4;

    private static final int FIRST_BLOCK = 1 << 10;

    private final WindowPlan plan;
    private final FeatureWindows features;
    private final SignalMeter meter;
    private final BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge;
    private final Runnable mayGoOn;
    private final int block;

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
     * @param mayGoOn throws where no further piece may be taken in
     */
    SegmentMaker(
            WindowPlan plan,
            FeatureWindows features,
            SignalMeter meter,
            BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge,
            Runnable mayGoOn) {
        this.plan = plan;
        this.features = features;
        this.meter = meter;
        this.judge = judge;
        this.mayGoOn = mayGoOn;
        this.block = (int) Math.min(BLOCK, (long) BLOCK_SECONDS * plan.sampleRateHz());
    }

    /** Takes in samples, each of them finite, and hands on the segments that have become complete. */
    void push(float[] mono, int offset, int count, Consumer<? super EmotionSegment> listener) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        mayGoOn.run();
        for (int done = 0; done < count; ) {
            int size = Math.min(block - waitingCount, count - done);
            keep(mono, offset + done, size);
            done += size;
            if (waitingCount == block || received - meter.lookAheadSamples() >= plan.end(window, length)) {
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

    /** The segments of a whole clip, unless its thread is interrupted. */
    List<EmotionSegment> segmentsOf(AudioClip clip) {
        List<EmotionSegment> segments = new ArrayList<>();
        float[] piece = new float[Math.min(block, clip.frames())];
        int count;
        for (int done = 0; done < clip.frames(); done += count) {
            count = Math.min(piece.length, clip.frames() - done);
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException(interrupted());
            }
            clip.copyMono(done, piece, 0, count);
            push(piece, 0, count, segments::add);
        }
        end(segments::add);
        return List.copyOf(segments);
    }

    /** Reads to the end, or until its thread is interrupted, and hands on the segments as they become complete. */
    void run(AudioReader reader, Consumer<? super EmotionSegment> listener) throws IOException {
        float[] piece = new float[block];
        for (int count = reader.readMono(piece, 0, block); count >= 0; count = reader.readMono(piece, 0, block)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException(interrupted());
            }
            push(piece, 0, count, listener);
        }
        end(listener);
    }

    private String interrupted() {
        return "interrupted after " + (double) received / plan.sampleRateHz() + " s of audio";
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
