package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.AudioFormatException;
import io.ser4j.spi.AudioDecoder;
import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The work of the decoding thread: chooses a decoder, runs it, and checks everything that it returns. */
final class DecoderTask implements Runnable {
    private final HandOver handOver;
    private final DecoderInput input;
    private final byte[] head;
    private final List<AudioDecoder> decoders;
    private final ReadLimits limits;
    private volatile String name = "an audio decoder";

    /**
     * Prepares to decode one input.
     *
     * @param head the first bytes of the input, which are still to be read
     * @param decoders in the order in which they are asked
     */
    DecoderTask(HandOver handOver, byte[] head, List<AudioDecoder> decoders, ReadLimits limits) {
        this.handOver = handOver;
        this.input = new DecoderInput(handOver);
        this.head = head;
        this.decoders = decoders;
        this.limits = limits;
    }

    /** The name of the decoder, for messages. */
    String name() {
        return name;
    }

    /** The number of bytes of the input that the decoder has read. */
    long offset() {
        return input.offset();
    }

    @Override
    public void run() {
        try {
            decode(choose());
            handOver.end(null);
        } catch (AudioFormatException e) {
            handOver.end(e);
        } catch (Throwable e) {
            // Decoders are foreign code: errors of linkage, memory and stack are reported as any other failure is.
            handOver.end(refusal(e));
        }
    }

    private AudioDecoder choose() {
        List<String> formats = new ArrayList<>();
        for (AudioDecoder decoder : decoders) {
            name = "the decoder " + decoder.getClass().getName();
            if (decoder.accepts(Arrays.copyOf(head, AudioDecoder.HEAD_BYTES), head.length)) {
                name = "the " + decoder.format() + " decoder";
                return decoder;
            }
            formats.add(decoder.format());
        }
        throw Refusal.of(head, formats);
    }

    private void decode(AudioDecoder decoder) throws IOException {
        try (PcmSource source = Objects.requireNonNull(decoder.open(input, limits.audio()), "the opened source")) {
            PcmForm form = new PcmForm(source.sampleRateHz(), source.channels());
            form.requireWithin(limits.audio(), offset());
            float[] block = new float[form.blockSamples()];
            handOver.opened(form);
            long frames = 0;
            for (int n = source.read(block, form.blockFrames()); n != -1; n = source.read(block, form.blockFrames())) {
                requireCount(n, form.blockFrames());
                frames += n;
                requireWithinDuration(frames, form);
                requireAudio(block, n * form.channels());
                block = handOver.put(block, n);
            }
            if (frames == 0) {
                throw new AudioFormatException(
                        "audio must have at least one frame, but " + name + " found none", offset());
            }
        }
    }

    private void requireCount(int frames, int wanted) {
        if (frames < 1 || frames > wanted) {
            throw new AudioFormatException(
                    name + " must give 1 to " + wanted + " frames, or -1 at the end, but gave " + frames, offset());
        }
    }

    private void requireWithinDuration(long frames, PcmForm form) {
        limits.requireWithin(frames, form.channels(), form.sampleRateHz(), this::offset);
    }

    private void requireAudio(float[] samples, int count) {
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(samples[i]) <= AudioClip.MAX_AMPLITUDE)) {
                throw new AudioFormatException(
                        "samples must be finite with full scale at [-1, 1] and never beyond " + AudioClip.MAX_AMPLITUDE
                                + ", but " + name + " gave " + samples[i],
                        offset());
            }
        }
    }

    /** An exception whose {@code toString} fails is named by its class and not kept as the cause: logging it would fail. */
    private AudioFormatException refusal(Throwable thrown) {
        Throwable cause = thrown;
        String words;
        try {
            words = thrown.toString();
        } catch (Throwable speechless) {
            cause = null;
            words = thrown.getClass().getName();
        }
        String message = name + " must decode the input or refuse it, but threw " + words;
        return thrown instanceof LinkageError
                ? AudioFormatException.decoderMissing(message, offset(), cause)
                : new AudioFormatException(message, offset(), cause);
    }
}
