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
 * Makes segments from a mono signal that arrives in pieces. The signal is measured and turned into features side by side, and a
 * window with a voice is classified as soon as both have seen all of it. For one thread at a time.
 */
final class SegmentMaker {
    /** The most samples that are kept waiting; bounds the memory, however large a piece is. */
    private static final int BLOCK = 1 << 15;

    /** The most seconds kept waiting: resampling to the model's rate turns a few samples at a low rate into very many. */
    private static final int BLOCK_SECONDS = 4;

    private static final int FIRST_BLOCK = 1 << 10;

    private final WindowPlan plan;
    private final FeatureWindows features;
    private final SignalMeter meter;
    private final BiFunction<Tensor, List<AudioWarning>, EmotionResult> judge;
    private final Runnable mayGoOn;
    private final int block;

    /** Samples that are not processed until needed, since one large batch costs less than many small ones. */
    private float[] waiting = new float[FIRST_BLOCK];

    private int waitingCount;
    private boolean endsOnInterrupt;
    private long received;
    private long length = WindowPlan.UNKNOWN;
    private long window;

    /**
     * Prepares for one signal.
     *
     * @param features the windows of the plan
     * @param meter measures the same signal
     * @param judge turns features and warnings into a result
     * @param mayGoOn throws if no further piece may be accepted
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

    /** Adds samples, all of them finite, and passes on the segments that have become complete. */
    void push(float[] mono, int offset, int count, Consumer<? super EmotionSegment> listener) {
        Objects.checkFromIndexSize(offset, count, mono.length);
        mayGoOn.run();
        for (int done = 0; done < count; ) {
            int size = Math.min(block - waitingCount, count - done);
            keep(mono, offset + done, size);
            done += size;
            if (waitingCount == block || received - meter.lookAheadSamples() >= plan.end(window, length)) {
                processWaiting();
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

    private void processWaiting() {
        features.push(waiting, 0, waitingCount);
        meter.push(waiting, 0, waitingCount);
        waitingCount = 0;
    }

    /** Ends the signal and passes on the remaining segments. */
    void end(Consumer<? super EmotionSegment> listener) {
        processWaiting();
        length = received;
        features.end();
        meter.end();
        handOn(listener);
    }

    /** The segments of a whole clip, unless its thread is interrupted. */
    List<EmotionSegment> segmentsOf(AudioClip clip) {
        endsOnInterrupt = true;
        List<EmotionSegment> segments = new ArrayList<>();
        float[] piece = new float[Math.min(block, clip.frames())];
        int count;
        for (int done = 0; done < clip.frames(); done += count) {
            count = Math.min(piece.length, clip.frames() - done);
            requireNotCancelled();
            clip.copyMono(done, piece, 0, count);
            push(piece, 0, count, segments::add);
        }
        end(segments::add);
        requireNotCancelled();
        return List.copyOf(segments);
    }

    /** The segments of audio that is read to its end; see {@link #run}. */
    List<EmotionSegment> segmentsOf(AudioReader reader) throws IOException {
        List<EmotionSegment> segments = new ArrayList<>();
        run(reader, segments::add);
        return List.copyOf(segments);
    }

    private void requireNotCancelled() {
        if (isInterrupted()) {
            throw new CancellationException(interrupted());
        }
    }

    /** Reads to the end, or until its thread is interrupted, and passes on the segments as they become complete. */
    void run(AudioReader reader, Consumer<? super EmotionSegment> listener) throws IOException {
        endsOnInterrupt = true;
        float[] piece = new float[block];
        for (int count = reader.readMono(piece, 0, block); count >= 0; count = reader.readMono(piece, 0, block)) {
            requireNotStopped();
            push(piece, 0, count, listener);
        }
        end(listener);
        requireNotStopped();
    }

    private void requireNotStopped() throws InterruptedIOException {
        if (isInterrupted()) {
            throw new InterruptedIOException(interrupted());
        }
    }

    private boolean isInterrupted() {
        return endsOnInterrupt && Thread.currentThread().isInterrupted();
    }

    private String interrupted() {
        return "interrupted after " + (double) received / plan.sampleRateHz() + " s of audio";
    }

    private void handOn(Consumer<? super EmotionSegment> listener) {
        while (!isInterrupted()
                && plan.exists(window, length)
                && features.ready()
                && meter.ready(plan.end(window, length))) {
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
        return AudioWarning.containSilence(report.warnings());
    }
}
