package io.ser4j;

import io.ser4j.internal.CallGate;
import io.ser4j.internal.Parallel;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.ModelSpec;
import io.ser4j.spi.WindowPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Classifies speech by the emotion that the voice expresses. One classifier serves any number of threads; close it when done.
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
    /** Whether closing this classifier frees the model; false if {@link #forVoice} created it. */
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
     * A builder for a classifier with choices other than the defaults.
     *
     * @return a new builder
     */
    public static EmotionClassifierBuilder builder() {
        return new EmotionClassifierBuilder();
    }

    /**
     * The description of the model in use.
     *
     * @return the model's own description, which the builder's choices do not change
     */
    public ModelSpec spec() {
        return ear.spec();
    }

    /**
     * The classes in the results: the model's own, {@code spec().labels()}, unless the builder was given
     * {@link EmotionClassifierBuilder#labels} or {@link EmotionClassifierBuilder#merge}.
     *
     * @return at least two, in the model's order, a merged class at the place of the first of its parts; unmodifiable
     */
    public List<Emotion> labels() {
        return ear.classes().labels();
    }

    /**
     * The class as which results report one of the model's classes.
     *
     * @param ofModel one of {@code spec().labels()}
     * @return itself, the class that it was merged into, or empty if the builder's labels leave it out
     * @throws IllegalArgumentException if it is not one of the model's classes
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
     * Classifies mono samples at {@link #sampleRateHz()}, all of them unless a warning says that they are
     * {@linkplain AudioWarning.Type#TOO_LONG too long}.
     *
     * @param samples [frames] full scale at [-1, 1]; borrowed until this call returns
     * @return the result
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
     * @return the result
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
     * @return the result
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionResult classify(AudioClip clip) {
        Objects.requireNonNull(clip, "clip");
        return gate.call(() -> ear.hear(clip));
    }

    /**
     * Classifies many clips, several at a time if {@link EmotionClassifierBuilder#threads} allows it. If one clip fails,
     * there are no results at all: if clips may be bad, classify each separately.
     *
     * @param clips the audio
     * @return the results, in the order of the clips
     * @throws InvalidAudioException if the model cannot use one of the clips; the message says which
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<EmotionResult> classifyAll(List<AudioClip> clips) {
        List<AudioClip> all = AudioClip.copyOf(clips);
        List<Integer> places = IntStream.range(0, all.size()).boxed().toList();
        return gate.call(() -> Parallel.map(places, place -> gate.within(() -> ear.hear(all, place)), threads));
    }

    /**
     * Classifies a clip on an executor. Cancelling the future does not stop a classification that has begun.
     *
     * @param clip the audio
     * @param executor runs the classification
     * @return a future that completes with what {@link #classify(AudioClip)} returns or throws
     * @throws java.util.concurrent.RejectedExecutionException if the executor rejects the task
     */
    public CompletableFuture<EmotionResult> classifyAsync(AudioClip clip, Executor executor) {
        Objects.requireNonNull(clip, "clip");
        Objects.requireNonNull(executor, "executor");
        return CompletableFuture.supplyAsync(() -> classify(clip), executor);
    }

    /**
     * The embedding of a clip: the vector from which the model computes its logits, on which another classifier can be trained.
     *
     * @param clip the audio
     * @return [n], with the same n for every clip of a model; a new array
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if the model has no embedding, or inference fails
     * @throws IllegalStateException if this classifier is closed
     */
    public float[] embedding(AudioClip clip) {
        Objects.requireNonNull(clip, "clip");
        return gate.call(() -> ear.embedding(clip));
    }

    /**
     * The windows that suit the model.
     *
     * @return the windows used by the overloads without a {@code windows} parameter
     * @throws ModelException if the model specifies invalid windows; the overloads with a {@code windows} parameter still work
     */
    public WindowConfig windows() {
        return WindowConfig.suiting(ear.spec());
    }

    /**
     * Classifies one window after another of a clip, with the {@link #windows()} of the model.
     *
     * @param clip the audio
     * @return the segments in chronological order, at least one
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails, or the model specifies invalid windows
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
     * @return the segments in chronological order, at least one
     * @throws InvalidAudioException if the model cannot use such a clip
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public List<EmotionSegment> classifyWindows(AudioClip clip, WindowConfig windows) {
        WindowPlan plan = Objects.requireNonNull(windows, "windows")
                .plan(Objects.requireNonNull(clip, "clip").sampleRateHz());
        return gate.call(() -> ear.segmentMaker(plan, ear::judge, () -> {}).segmentsOf(clip));
    }

    /**
     * Classifies one window after another of a file of any length, with the {@link #windows()} of the model.
     *
     * @param file an audio file; its name does not matter
     * @return the segments in chronological order, at least one
     * @throws AudioFormatException if the bytes cannot be read as audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails, or the model specifies invalid windows
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the file cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted; its interrupt status remains set
     */
    public List<EmotionSegment> classifyWindows(Path file) throws IOException {
        return classifyWindows(file, windows());
    }

    /**
     * Classifies one window after another of a file of any length. Memory grows only with the number of segments; those
     * before a failure are lost, unlike with {@link #classifyWindows(AudioReader, WindowConfig, Consumer)}.
     *
     * @param file an audio file; its name does not matter
     * @param windows their length and hop
     * @return the segments in chronological order, at least one
     * @throws AudioFormatException if the bytes cannot be read as audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the file cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted; its interrupt status remains set
     */
    public List<EmotionSegment> classifyWindows(Path file, WindowConfig windows) throws IOException {
        try (AudioReader reader = AudioReader.open(file, AudioLimits.streaming())) {
            return segmentMaker(reader, windows).segmentsOf(reader);
        }
    }

    /**
     * Classifies one window after another of a stream of any length, with the {@link #windows()} of the model.
     *
     * @param in the bytes of an audio file; not closed
     * @return the segments in chronological order, at least one
     * @throws AudioFormatException if the bytes cannot be read as audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails, or the model specifies invalid windows
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the stream cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted; its interrupt status remains set
     */
    public List<EmotionSegment> classifyWindows(InputStream in) throws IOException {
        return classifyWindows(in, windows());
    }

    /**
     * Classifies one window after another of a stream of any length. Memory grows only with the number of segments; those
     * before a failure are lost, unlike with {@link #classifyWindows(AudioReader, WindowConfig, Consumer)}.
     *
     * @param in the bytes of an audio file; not closed
     * @param windows their length and hop
     * @return the segments in chronological order, at least one
     * @throws AudioFormatException if the bytes cannot be read as audio within {@link AudioLimits#streaming()}
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the stream cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted; its interrupt status remains set
     */
    public List<EmotionSegment> classifyWindows(InputStream in, WindowConfig windows) throws IOException {
        try (AudioReader reader = AudioReader.open(in, AudioLimits.streaming())) {
            return segmentMaker(reader, windows).segmentsOf(reader);
        }
    }

    /**
     * Classifies one window after another of audio that is read as needed, in bounded memory.
     *
     * @param reader the audio; read to its end, not closed
     * @param windows their length and hop
     * @param listener receives each segment as soon as its window has been read, in chronological order
     * @throws AudioFormatException if the audio cannot be decoded from some point on; earlier segments have been delivered
     * @throws InvalidAudioException if the model cannot use such audio
     * @throws ModelException if inference fails
     * @throws IllegalStateException if this classifier is closed
     * @throws IOException if the input cannot be read; an {@link java.io.InterruptedIOException} if the calling thread is
     *     interrupted; its interrupt status remains set. In both cases earlier segments have been delivered
     */
    public void classifyWindows(AudioReader reader, WindowConfig windows, Consumer<? super EmotionSegment> listener)
            throws IOException {
        segmentMaker(reader, windows).run(reader, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Prepares to classify live audio; see {@link EmotionStream}.
     *
     * @param sampleRateHz the rate of the samples to be pushed, positive
     * @return a builder for one stream
     */
    public EmotionStream.Builder stream(int sampleRateHz) {
        return new EmotionStream.Builder(this, sampleRateHz);
    }

    /**
     * A classifier for one person, with the same choices and the same open model as this one. It costs next to nothing, so
     * create one per person.
     *
     * @param known the person's voice
     * @return a classifier that corrects every result for that voice; closing it does nothing, closing this one closes both
     * @throws IllegalArgumentException if the voice was enrolled with another model; the message names both
     */
    public EmotionClassifier forVoice(Voice known) {
        Objects.requireNonNull(known, "known");
        return new EmotionClassifier(ear.knowing(known), threads, gate, false);
    }

    /**
     * Lends the open model, without choices or a known voice, to classifiers with other choices or a {@linkplain
     * io.ser4j.head.LinearHead#on head}, which need hardly any memory. They throw a {@link ModelException} once this is closed.
     *
     * @return a new loan; closing it has no effect on others
     * @throws IllegalStateException if this classifier is closed
     */
    public EmotionModel sharedModel() {
        return gate.call(() -> new SharedModel(ear.model(), gate));
    }

    /**
     * Frees the model. Waits for calls in flight on other threads, which end normally; later calls throw. It does not wait
     * for audio, which may never come: an {@link EmotionStream} throws at its next piece, {@code classifyWindows} of a file,
     * a stream or a reader at its next block. Closing twice has no further effect; closing what {@link #forVoice} returned
     * has none at all.
     *
     * <p>Must not be called from inside the model, or, while a clip is being classified, from inside its front end, nor by a
     * thread that one of these waits for, since closing would then wait for itself.
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

    /** The logits of each clip, without the correction for a known voice; empty for a silent clip. */
    List<Optional<float[]>> logitsOfVoices(List<AudioClip> clips) {
        return gate.call(() -> Parallel.map(clips, clip -> gate.within(() -> ear.logitsOfVoice(clip)), threads));
    }

    /** For audio that is waited for: each inference is a call of its own, so that waiting does not delay {@link #close}. */
    SegmentMaker liveSegmentMaker(WindowPlan plan) {
        return gate.call(() -> ear.segmentMaker(
                plan, (tensor, warnings) -> gate.call(() -> ear.judge(tensor, warnings)), gate::requireOpen));
    }

    private SegmentMaker segmentMaker(AudioReader reader, WindowConfig windows) {
        Objects.requireNonNull(reader, "reader");
        return liveSegmentMaker(Objects.requireNonNull(windows, "windows").plan(reader.sampleRateHz()));
    }

    /** Returns model and classes, such as {@code EmotionClassifier of general 12, [angry, sad]}. */
    @Override
    public String toString() {
        return "EmotionClassifier of " + spec().id() + ' ' + spec().version() + ", " + labels();
    }
}
