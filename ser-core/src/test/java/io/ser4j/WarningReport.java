package io.ser4j;

import io.ser4j.AudioWarning.Type;
import io.ser4j.VoiceActivityReport.Noise;
import io.ser4j.internal.SignalMeters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Prints how often each warning is given for corpus clips as they are, through a telephone's band, driven 6 dB beyond full scale,
 * and in noise. Arguments as for {@link VoiceActivityReport}.
 */
public final class WarningReport {
    private static final int TAPS = 801;

    /** What a signal shows by itself; how long is too long depends on the model. */
    private static final Set<Type> TYPES = EnumSet.complementOf(EnumSet.of(Type.TOO_LONG));

    private WarningReport() {}

    /** Prints the table. */
    public static void main(String[] args) throws IOException {
        List<VoiceActivityReport.Voice> voices =
                VoiceActivityReport.load(Path.of(args[0]), Path.of(args[1]), args.length > 2);
        System.out.println(voices.size() + " clips; share of the clips with a warning, in %\n");
        StringBuilder head = new StringBuilder("| clips | corpus |");
        for (Type type : TYPES) {
            head.append(' ').append(type).append(" |");
        }
        System.out.println(head + "\n|---|---|" + "---|".repeat(TYPES.size()));
        for (String corpus : voices.stream()
                .map(VoiceActivityReport.Voice::corpus)
                .distinct()
                .toList()) {
            List<VoiceActivityReport.Voice> some = voices.stream()
                    .filter(voice -> voice.corpus().equals(corpus))
                    .toList();
            print("as they are", corpus, some, voice -> voice);
            print("300-3,400 Hz", corpus, some, WarningReport::telephone);
            print("6 dB too loud", corpus, some, WarningReport::overdriven);
            for (Noise noise : Noise.values()) {
                for (int decibels : new int[] {20, 10}) {
                    String how = noise.name().toLowerCase(Locale.ROOT) + " at " + decibels + " dB";
                    print(
                            how,
                            corpus,
                            some,
                            voice -> VoiceActivityReport.inNoise(voices, voices.indexOf(voice), noise, decibels));
                }
            }
        }
    }

    private static void print(
            String how,
            String corpus,
            List<VoiceActivityReport.Voice> voices,
            UnaryOperator<VoiceActivityReport.Voice> change) {
        SignalMeters meters = new SignalMeters(VoiceActivityConfig.defaults());
        Map<Type, Integer> counts = new EnumMap<>(Type.class);
        for (VoiceActivityReport.Voice voice : voices) {
            VoiceActivityReport.Voice changed = change.apply(voice);
            meters.measure(AudioClip.of(changed.samples(), changed.rate()))
                    .warnings()
                    .forEach(warning -> counts.merge(warning.type(), 1, Integer::sum));
        }
        StringBuilder line = new StringBuilder("| " + how + " | " + corpus + " |");
        for (Type type : TYPES) {
            line.append(String.format(Locale.ROOT, " %.0f |", 100.0 * counts.getOrDefault(type, 0) / voices.size()));
        }
        System.out.println(line);
    }

    /** A linear-phase filter by windowed sinc functions, and 16 bits. */
    private static VoiceActivityReport.Voice telephone(VoiceActivityReport.Voice voice) {
        double[] taps = new double[TAPS];
        for (int i = 0; i < TAPS; i++) {
            double time = (double) (i - TAPS / 2) / voice.rate();
            double window =
                    0.42 - 0.5 * Math.cos(2 * Math.PI * i / (TAPS - 1)) + 0.08 * Math.cos(4 * Math.PI * i / (TAPS - 1));
            taps[i] = window * (lowPass(3400, time) - lowPass(300, time)) / voice.rate();
        }
        float[] in = voice.samples();
        float[] out = new float[in.length];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            for (int j = Math.max(0, i - in.length + 1); j < Math.min(TAPS, i + 1); j++) {
                sum += taps[j] * in[i - j];
            }
            out[i] = Math.round(sum * 32_768) / 32_768f;
        }
        return new VoiceActivityReport.Voice(voice.corpus(), voice.speaker(), out, voice.rate());
    }

    private static double lowPass(double hz, double time) {
        return time == 0 ? 2 * hz : Math.sin(2 * Math.PI * hz * time) / (Math.PI * time);
    }

    private static VoiceActivityReport.Voice overdriven(VoiceActivityReport.Voice voice) {
        float peak = 0;
        for (float sample : voice.samples()) {
            peak = Math.max(peak, Math.abs(sample));
        }
        float[] out = Signals.scaled(voice.samples(), 2 / peak);
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.max(-1, Math.min(32_767 / 32_768f, out[i]));
        }
        return new VoiceActivityReport.Voice(voice.corpus(), voice.speaker(), out, voice.rate());
    }
}
