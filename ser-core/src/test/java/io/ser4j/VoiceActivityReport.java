package io.ser4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Prints how well the voice activity detector finds the voice of corpus clips in noise; {@code SIGNAL.md} in ser-core explains
 * the table. Arguments: the corpora's {@code manifest.csv}, the folder of the decoded corpora, and optionally {@code tuning} for
 * the clips on which the parameters were chosen instead of the others.
 */
public final class VoiceActivityReport {
    static final double[] SNRS = {20, 10, 5};
    private static final int CLIPS_PER_CORPUS = 50;
    private static final double PAD_SECONDS = 0.75;
    private static final int BABBLERS = 6;

    private VoiceActivityReport() {}

    /** A clip of a corpus: mono samples at their own rate. */
    record Voice(String corpus, String speaker, float[] samples, int rate) {}

    /** What is added to a voice. */
    enum Noise {
        WHITE,
        PINK,
        BABBLE
    }

    /** Counts frames. */
    static final class Counts {
        long voice;
        long hits;
        long silence;
        long alarms;

        void add(VoiceActivity truth, VoiceActivity found) {
            for (int i = 0; i < truth.frames(); i++) {
                add(truth.isSpeech(i), found.isSpeech(i));
            }
        }

        void add(boolean truth, boolean found) {
            voice += truth ? 1 : 0;
            hits += truth && found ? 1 : 0;
            silence += truth ? 0 : 1;
            alarms += !truth && found ? 1 : 0;
        }

        double hitRate() {
            return 100.0 * hits / voice;
        }

        double alarmRate() {
            return 100.0 * alarms / silence;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%5.1f / %4.1f", hitRate(), alarmRate());
        }
    }

    /** Prints the table. */
    public static void main(String[] args) throws IOException {
        List<Voice> voices = load(Path.of(args[0]), Path.of(args[1]), args.length > 2);
        Map<String, Counts> table = measure(voices, VoiceActivityDetector.defaults());
        TreeSet<String> corpora =
                new TreeSet<>(voices.stream().map(Voice::corpus).toList());
        System.out.println(voices.size() + " clips; hit rate / false-alarm rate in % of the frames\n");
        System.out.println("| noise | SNR | all | " + String.join(" | ", corpora) + " |");
        System.out.println("|---|---|---|" + "---|".repeat(corpora.size()));
        for (String row : new TreeSet<>(table.keySet().stream()
                .map(key -> key.substring(0, key.lastIndexOf('|')))
                .toList())) {
            StringBuilder line = new StringBuilder("| " + row + " | " + table.get(row + "|all"));
            corpora.forEach(corpus -> line.append(" | ").append(table.get(row + '|' + corpus)));
            System.out.println(line + " |");
        }
    }

    /** Every other speaker of each corpus, in the order of their names, was used for tuning. */
    static List<Voice> load(Path manifest, Path folder, boolean tuning) throws IOException {
        Map<String, TreeMap<String, List<String>>> corpora = new TreeMap<>();
        for (String line : Files.readAllLines(manifest)) {
            String[] cells = line.split(",", 4);
            Path wav = folder.resolve(cells[0].replaceAll("\\.\\w+$", ".wav"));
            if (Files.exists(wav)) {
                corpora.computeIfAbsent(cells[1], corpus -> new TreeMap<>())
                        .computeIfAbsent(cells[2], speaker -> new ArrayList<>())
                        .add(wav.toString());
            }
        }
        List<Voice> voices = new ArrayList<>();
        for (Map.Entry<String, TreeMap<String, List<String>>> corpus : corpora.entrySet()) {
            List<String[]> clips = new ArrayList<>();
            List<String> speakers = List.copyOf(corpus.getValue().keySet());
            for (int i = tuning ? 0 : 1; i < speakers.size(); i += 2) {
                String speaker = speakers.get(i);
                corpus.getValue().get(speaker).forEach(clip -> clips.add(new String[] {speaker, clip}));
            }
            for (int i = 0; i < CLIPS_PER_CORPUS; i++) {
                String[] clip = clips.get((int) ((long) i * clips.size() / CLIPS_PER_CORPUS));
                AudioClip audio = AudioClip.read(Path.of(clip[1]));
                voices.add(new Voice(corpus.getKey(), clip[0], audio.toMono(), audio.sampleRateHz()));
            }
        }
        return voices;
    }

    /** From {@code noise | SNR |corpus} to counts. */
    static Map<String, Counts> measure(List<Voice> voices, VoiceActivityDetector detector) {
        Map<String, Counts> table = new LinkedHashMap<>();
        for (int i = 0; i < voices.size(); i++) {
            Voice voice = voices.get(i);
            float[] clean = pad(voice);
            VoiceActivity truth = detector.detect(AudioClip.of(clean, voice.rate()));
            boolean[] loud = loud(clean, truth);
            for (int frame = 0; frame < truth.frames(); frame++) {
                for (String corpus : List.of("all", voice.corpus())) {
                    counts(table, "clean, against loud frames | ", corpus).add(loud[frame], truth.isSpeech(frame));
                }
            }
            double power = power(clean, truth);
            if (power == 0) {
                continue;
            }
            for (Noise noise : Noise.values()) {
                float[] added = noise(noise, voices, i, clean.length);
                for (double snr : SNRS) {
                    double gain = Math.sqrt(power / Math.pow(10, snr / 10));
                    VoiceActivity found = detector.detect(AudioClip.of(mix(clean, added, gain), voice.rate()));
                    String row = String.format(
                            Locale.ROOT, "%s | %02.0f dB", noise.name().toLowerCase(Locale.ROOT), snr);
                    counts(table, row, "all").add(truth, found);
                    counts(table, row, voice.corpus()).add(truth, found);
                }
            }
        }
        return table;
    }

    private static Counts counts(Map<String, Counts> table, String row, String corpus) {
        return table.computeIfAbsent(row + '|' + corpus, key -> new Counts());
    }

    private static float[] pad(Voice voice) {
        int pad = (int) (PAD_SECONDS * voice.rate());
        float[] padded = new float[voice.samples().length + 2 * pad];
        System.arraycopy(voice.samples(), 0, padded, pad, voice.samples().length);
        return padded;
    }

    /** Which frames are within 30 dB of the clip's loudest twentieth: a reference that does not depend on the detector. */
    private static boolean[] loud(float[] samples, VoiceActivity frames) {
        int size = samples.length / frames.frames();
        double[] powers = new double[frames.frames()];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = power(samples, i, frames);
        }
        double[] sorted = powers.clone();
        Arrays.sort(sorted);
        double limit = sorted[(int) (0.95 * (sorted.length - 1))] / 1000;
        boolean[] loud = new boolean[powers.length];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = size > 0 && powers[i] >= limit;
        }
        return loud;
    }

    private static double power(float[] samples, int frame, VoiceActivity frames) {
        int size = Integer.highestOneBit(2 * samples.length / frames.frames() - 1);
        double sum = 0;
        for (int i = frame * size; i < Math.min(samples.length, (frame + 1) * size); i++) {
            sum += samples[i] * samples[i];
        }
        return sum / size;
    }

    /** The mean power over the frames with a voice. */
    private static double power(float[] samples, VoiceActivity truth) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < truth.frames(); i++) {
            if (truth.isSpeech(i)) {
                sum += power(samples, i, truth);
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    private static float[] mix(float[] clean, float[] noise, double gain) {
        float[] mixed = new float[clean.length];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = (float) (clean[i] + gain * noise[i]);
        }
        return mixed;
    }

    /** A voice, by its number among others, in noise that is weaker by a number of decibels. */
    static Voice inNoise(List<Voice> voices, int index, Noise noise, double decibels) {
        Voice voice = voices.get(index);
        VoiceActivity truth = VoiceActivityDetector.defaults().detect(AudioClip.of(voice.samples(), voice.rate()));
        double gain = Math.sqrt(power(voice.samples(), truth) / Math.pow(10, decibels / 10));
        float[] added = noise(noise, voices, index, voice.samples().length);
        return new Voice(voice.corpus(), voice.speaker(), mix(voice.samples(), added, gain), voice.rate());
    }

    /** Noise of power 1. */
    private static float[] noise(Noise noise, List<Voice> voices, int index, int length) {
        Random random = new Random(index);
        float[] samples = switch (noise) {
            case WHITE -> white(random, length);
            case PINK -> pink(random, length);
            case BABBLE -> babble(random, voices, voices.get(index), length);
        };
        return normalised(samples);
    }

    private static float[] normalised(float[] samples) {
        double sum = 0;
        for (float sample : samples) {
            sum += sample * sample;
        }
        return mix(new float[samples.length], samples, 1 / Math.sqrt(sum / samples.length));
    }

    private static float[] white(Random random, int length) {
        float[] white = new float[length];
        for (int i = 0; i < length; i++) {
            white[i] = (float) random.nextGaussian();
        }
        return white;
    }

    /** A sum of leaky integrators an octave and a half apart: 3 dB less per octave, within 1 dB. */
    static float[] pink(Random random, int length) {
        double[] poles = {0.99765, 0.96300, 0.57000};
        double[] gains = {0.0990460, 0.2965164, 1.0526913};
        double[] states = new double[3];
        float[] pink = new float[length];
        for (int i = 0; i < length; i++) {
            double white = random.nextGaussian();
            double sum = 0.1848 * white;
            for (int j = 0; j < 3; j++) {
                states[j] = poles[j] * states[j] + gains[j] * white;
                sum += states[j];
            }
            pink[i] = (float) sum;
        }
        return pink;
    }

    /** Several clips of other speakers at the same rate and of the same power, each repeated from a random place on. */
    private static float[] babble(Random random, List<Voice> voices, Voice own, int length) {
        List<Voice> others = voices.stream()
                .filter(other -> other.rate() == own.rate()
                        && (!other.speaker().equals(own.speaker())
                                || own.corpus().equals("tess")))
                .filter(other -> other != own)
                .toList();
        float[] sum = new float[length];
        for (int i = 0; i < BABBLERS; i++) {
            float[] voice = normalised(others.get(random.nextInt(others.size())).samples());
            int from = random.nextInt(voice.length);
            for (int j = 0; j < length; j++) {
                sum[j] += voice[(from + j) % voice.length];
            }
        }
        return sum;
    }
}
