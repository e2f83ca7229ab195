package io.ser4j.internal;

import io.ser4j.AudioClip;
import io.ser4j.VoiceActivityConfig;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Measures clips with meters from a bounded pool: twice as many are kept as there are processors, so that any number of threads
 * (virtual ones included) leaves no more memory behind than that. Never blocks: if none of the right rate is idle, a new one is
 * created.
 */
public final class SignalMeters {
    private final VoiceActivityConfig config;
    private final AtomicReferenceArray<SignalMeter> idle =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Creates an empty pool.
     *
     * @param config the parameters of voice activity detection
     */
    public SignalMeters(VoiceActivityConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /**
     * Measures the mean of the channels of a clip.
     *
     * @param clip the audio
     * @return the report
     */
    public SignalReport measure(AudioClip clip) {
        SignalMeter meter = take(clip.sampleRateHz());
        SignalReport report = meter.measure(clip);
        meter.reset();
        giveBack(meter);
        return report;
    }

    private SignalMeter take(int sampleRateHz) {
        for (int i = 0; i < idle.length(); i++) {
            SignalMeter meter = idle.get(i);
            if (meter != null && meter.sampleRateHz() == sampleRateHz && idle.compareAndSet(i, meter, null)) {
                return meter;
            }
        }
        return new SignalMeter(sampleRateHz, config);
    }

    /** Puts a meter into a free place, or else in place of another one, each in turn, so that unused rates disappear. */
    private void giveBack(SignalMeter meter) {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.compareAndSet(i, null, meter)) {
                return;
            }
        }
        idle.set(Math.floorMod(next.getAndIncrement(), idle.length()), meter);
    }
}
