package io.ser4j;

import io.ser4j.internal.CallGate;
import io.ser4j.internal.Parallel;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Tells which emotion a voice carries. One classifier serves any number of threads; close it when done.
 *
 * <pre>{@code
 * try (EmotionClassifier classifier = EmotionClassifier.create()) {
 *     EmotionResult result = classifier.classify(AudioClip.read(Path.of("voice.wav")));
 *     System.out.println(result.top());
 * }
 * }</pre>
 */
public final class EmotionClassifier implements AutoCloseable {
    private final Ear ear;
    private final int threads;
    private final CallGate gate;
    /** Whether closing this one frees the model: not where it was made by {@link #forVoice}. */
    private final boolean closes;

    EmotionClassifier(EmotionModel model, EmotionClassifierBuilder builder) {
        this(Ear.of(model, builder), builder.threads(), new CallGate("EmotionClassifier"), true);
    }

    private EmotionClassifier(Ear ear, int threads, CallGate gate, boolean closes) {
        this.ear = ear;
        this.threads = threads;
        this.gate = gate;
        this.closes = closes;
    }

    /**
     * A classifier with the default model of the default backend.
     *
     * @return the classifier, which the caller closes
     * @throws ModelException if there is no backend, or its model cannot be opened
     */
    public static EmotionClassifier create() {
        return builder().build();
    }

    /**
     * A builder for a classifier with other than the default choices.
     *
     * @return a new builder
     */
    public static EmotionClassifierBuilder builder() {
        return new EmotionClassifierBuilder();
    }

    /**
     * What the model in use is.
     *
     * @return its description, which no choice of the builder changes
     */
    public ModelSpec spec() {
        return ear.spec();
    }

    /**
     * The classes that results tell: the model's own, {@code spec().labels()}, unless the builder was given
     * {@link EmotionClassifierBuilder#labels} or {@link EmotionClassifierBuilder#merge}.
     *
     * @return at least two in the model's order, a merged one where the first of its parts was; unmodifiable
     */
    public List<Emotion> labels() {
        return ear.classes().labels();
    }

    /**
     * What a class of the model counts as in results.
     *
     * @param ofModel one of {@code spec().labels()}
     * @return itself, what it was merged into, or empty where the builder's labels leave it out
     * @throws IllegalArgumentException if it is none of the model's classes
     */
    public Optional<Emotion> toldAs(Emotion ofModel) {
        return ear.classes().toldAs(Objects.requireNonNull(ofModel, "ofModel"));
    }

    /**
     * The rate at which the model works; audio at this rate is not resampled.
     *
     * @return samples per second in Hz
     */
    public int sampleRateHz() {
        return ear.spec().sampleRateHz();
    }

    /**
     * Classifies mono samples at {@link #sampleRateHz()}, which are heard to their end unless a warning says that they are
     * {@linkplain AudioWarning.Type#TOO_LONG too long}.
     *
     * @param samples [frames] full scale at [-1, 1]; borrowed until this call returns
     * @return what was heard
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, or the
     *     model cannot use a clip of such a length
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(float[] samples) {
        return classify(samples, sampleRateHz());
    }

    /**
     * Classifies mono samples at any rate.
     *
     * @param samples [frames] full scale at [-1, 1]; borrowed until this call returns
     * @param sampleRateHz samples per second, from 1 to {@value AudioClip#MAX_SAMPLE_RATE_HZ}
     * @return what was heard
     * @throws InvalidAudioException if there is no sample, one is not finite or beyond {@link AudioClip#MAX_AMPLITUDE}, the
     *     rate is outside its range, or the model cannot use a clip of such a rate or length
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(float[] samples, int sampleRateHz) {
        return gate.call(() -> ear.hear(AudioClip.borrow(samples, sampleRateHz)));
    }

    /**
     * Classifies a clip of any rate and any number of channels.
     *
     * @param clip the audio
     * @return what was heard
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(AudioClip clip) {
        Objects.requireNonNull(clip, "clip");
        return gate.call(() -> ear.hear(clip));
    }

    /**
     * Classifies many clips, several at a time where the builder was given {@link EmotionClassifierBuilder#threads}. There are results
     * of all or of none: where one clip may be bad, classify each by itself.
     *
     * @param clips the audio
     * @return the results, in the order of the clips
     * @throws InvalidAudioException if the model cannot use one of the clips; it says which
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<EmotionResult> classifyAll(List<AudioClip> clips) {
        List<AudioClip> all = AudioClip.copyOf(clips);
        List<Integer> places = IntStream.range(0, all.size()).boxed().toList();
        return gate.call(() -> Parallel.map(places, place -> gate.within(() -> hear(all, place)), threads));
    }

    private EmotionResult hear(List<AudioClip> clips, int place) {
        try {
            return ear.hear(clips.get(place));
        } catch (InvalidAudioException e) {
            throw new InvalidAudioException("clip " + (place + 1) + " of " + clips.size() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Classifies a clip on a thread of the caller's choice. Cancelling the future does not stop a classification that has begun.
     *
     * @param clip the audio
     * @param executor runs the classification
     * @return completes with what {@link #classify(AudioClip)} returns or throws
     * @throws java.util.concurrent.RejectedExecutionException if the executor does not take the task
     */
    public CompletableFuture<EmotionResult> classifyAsync(AudioClip clip, Executor executor) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(executor, "executor");
        return CompletableFuture.supplyAsync(() -> classify(clip), executor);
    }

    /**
     * The vector from which the model makes its probabilities: what a small classifier of one's own can be trained on.
     *
     * @param clip the audio
     * @return [n], the same length for every clip of a model; a new array
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if the model has no such vector, or inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public float[] embedding(AudioClip clip) {
        Objects.requireNonNull(clip, "clip");
        return gate.call(() -> ear.embedding(clip));
    }

    /**
     * The windows that suit the model.
     *
     * @return what the overloads without windows use
     * @throws ModelException if the model names others than there can be; windows of the caller's do without it
     */
    public WindowConfig windows() {
        return WindowConfig.suiting(ear.spec());
    }

    /**
     * Classifies one window after another of a clip, the windows being those that suit the model.
     *
     * @param clip the audio
     * @return the segments in the order of time, at least one
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<EmotionSegment> classifyWindows(AudioClip clip) {
        return classifyWindows(clip, windows());
    }

    /**
     * Classifies one window after another of a clip.
     *
     * @param clip the audio
     * @param windows their length and hop
     * @return the segments in the order of time, at least one
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<EmotionSegment> classifyWindows(AudioClip clip, WindowConfig windows) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(windows, "windows");
        return gate.call(() -> ear.segmentMaker(windows.plan(clip.sampleRateHz()), ear::judge, () -> {})
                .segmentsOf(clip));
    }

    /**
     * Classifies one window after another of a file of any length, the windows being those that suit the model.
     *
     * @param file an audio file; its name does not matter
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the file cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is interrupted,
     *     which it stays
     */
    public List<EmotionSegment> classifyWindows(Path file) throws IOException {
        return classifyWindows(file, windows());
    }

    /**
     * Classifies one window after another of a file of any length. Memory grows with the number of segments only; those before a
     * failure are lost, unlike with {@link #classifyWindows(AudioReader, WindowConfig, Consumer)}.
     *
     * @param file an audio file; its name does not matter
     * @param windows their length and hop
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the file cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is interrupted,
     *     which it stays
     */
    public List<EmotionSegment> classifyWindows(Path file, WindowConfig windows) throws IOException {
        try (AudioReader reader = AudioReader.open(file, AudioLimits.streaming())) {
            return collect(reader, windows);
        }
    }

    /**
     * Classifies one window after another of a stream of any length, the windows being those that suit the model.
     *
     * @param in the bytes of an audio file; not closed
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the stream cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted, which it stays
     */
    public List<EmotionSegment> classifyWindows(InputStream in) throws IOException {
        return classifyWindows(in, windows());
    }

    /**
     * Classifies one window after another of a stream of any length. Memory grows with the number of segments only; those before
     * a failure are lost, unlike with {@link #classifyWindows(AudioReader, WindowConfig, Consumer)}.
     *
     * @param in the bytes of an audio file; not closed
     * @param windows their length and hop
     * @return the segments in the order of time, at least one
     * @throws AudioFormatException if the bytes are no readable audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the stream cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted, which it stays
     */
    public List<EmotionSegment> classifyWindows(InputStream in, WindowConfig windows) throws IOException {
        try (AudioReader reader = AudioReader.open(in, AudioLimits.streaming())) {
            return collect(reader, windows);
        }
    }

    /**
     * Classifies one window after another of audio that is read as it is needed, in bounded memory.
     *
     * @param reader the audio; read to its end, not closed
     * @param windows their length and hop
     * @param listener gets each segment as soon as its window has been read, in the order of time
     * @throws AudioFormatException if the bytes are not readable from some point on; the segments before it have been handed on
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the input cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted, which it stays; segments before either have been handed on
     */
    public void classifyWindows(AudioReader reader, WindowConfig windows, Consumer<? super EmotionSegment> listener)
            throws IOException {
        Objects.requireNonNull(reader, "reader");
        Objects.requireNonNull(windows, "windows");
        Objects.requireNonNull(listener, "listener");
        liveSegmentMaker(windows.plan(reader.sampleRateHz())).run(reader, listener);
    }

    /**
     * Prepares to hear live audio; see {@link EmotionStream}.
     *
     * @param sampleRateHz the rate of the samples to come, positive
     * @return a builder for one stream
     */
    public EmotionStream.Builder stream(int sampleRateHz) {
        return new EmotionStream.Builder(this, sampleRateHz);
    }

    /**
     * This classifier for one person, with the same choices and the same open model; it costs next to nothing, so make one per person.
     *
     * @param known the person's voice
     * @return a classifier whose every answer is corrected by that voice; closing it does nothing, closing this one closes both
     * @throws IllegalArgumentException if another model has heard the voice, naming both
     */
    public EmotionClassifier forVoice(Voice known) {
        Objects.requireNonNull(known, "known");
        return new EmotionClassifier(ear.knowing(known), threads, gate, false);
    }

    /**
     * Frees the model. Calls in flight on other threads end normally, and this one waits for them; later ones throw, and so do an
     * {@link EmotionStream} at its next piece and windows of a file, a stream or a reader at their next block of audio, since who reads
     * may wait for ever. Closing twice does nothing more; nor does closing what {@link #forVoice} made.
     *
     * <p>Not to be called from inside a model of this very classifier, nor, while a clip is heard, from inside a front end, nor by a
     * thread for which one of these waits: closing would wait for the call that closes.
     *
     * @throws IllegalStateException if called from inside one of these, on the thread that runs it; the classifier stays open
     */
    @Override
    public void close() {
        if (closes) {
            gate.close();
            ear.model().close();
        }
    }

    /** The logits of those clips that are not silent, whatever voice is known. */
    List<float[]> logitsOfVoices(List<AudioClip> clips) {
        List<AudioClip> all = AudioClip.copyOf(clips);
        return gate.call(() -> Parallel.map(all, clip -> gate.within(() -> ear.logitsOfVoice(clip)), threads)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** What makes segments of audio that comes when it may, where each inference is a call of its own: nothing keeps this from closing. */
    SegmentMaker liveSegmentMaker(WindowPlan plan) {
        return gate.call(() -> ear.segmentMaker(
                plan, (tensor, warnings) -> gate.call(() -> ear.judge(tensor, warnings)), gate::requireOpen));
    }

    private List<EmotionSegment> collect(AudioReader reader, WindowConfig windows) throws IOException {
        List<EmotionSegment> segments = new ArrayList<>();
        classifyWindows(reader, windows, segments::add);
        return List.copyOf(segments);
    }
}
