package io.ser4j.examples.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of this package in one go and prints the ratios between them, which travel where times do not. A ratio
 * beyond its limit fails the run; one whose parts were not asked for is left out.
 */
final class Ratios {
    private static final double MOST_BYTES_PER_CALL = 128 * 1024;
    private static final double MOST_BYTES_PER_STREAM = 512 * 1024;

    private final Map<String, RunResult> runs = new TreeMap<>();
    private boolean missed;

    private Ratios(Collection<RunResult> results) {
        results.forEach(run -> runs.put(shortName(run), run));
    }

    public static void main(String[] args) throws RunnerException, IOException {
        String include = args.length > 0 ? args[0] : Ratios.class.getPackageName() + ".*";
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(include)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Ratios ratios = new Ratios(results);
        ratios.print();
        if (ratios.missed) {
            throw new IllegalStateException("a limit was missed, see above");
        }
    }

    private void print() throws IOException {
        for (String model : List.of("general", "tess-lstm")) {
            printParts(model);
            printAllocation(model);
        }
        ratio(
                "classify, general / tess-lstm",
                8.0,
                "ClassifyBenchmark.classify:general",
                List.of("ClassifyBenchmark.classify:tess-lstm"));
        ratio("MFCC librosa() / its FFTs alone", 2.0, "MfccBenchmark.mfcc", List.of("MfccBenchmark.fftOnly"));
        printStreams();
    }

    private void printParts(String model) {
        RunResult inTurn = runs.get("ClassifyBenchmark.classifyThenParts:" + model);
        if (inTurn != null) {
            double ratio = secondary(inTurn, "whole") / secondary(inTurn, "parts");
            print("classify / (features, then raw run), " + model, ratio, 1.15);
        }
    }

    private void printAllocation(String model) {
        RunResult classify = runs.get("ClassifyBenchmark.classify:" + model);
        if (classify != null) {
            double bytes = secondary(classify, "gc.alloc.rate.norm");
            print("bytes allocated per classify, " + model, bytes, MOST_BYTES_PER_CALL);
        }
    }

    private void printStreams() throws IOException {
        for (String rate : List.of("22050", "16000")) {
            String one = "StreamBenchmark.stream:" + rate;
            ratio("stream / batch, " + rate + " Hz", 1.2, one, List.of("StreamBenchmark.batch:" + rate));
            ratio(
                    "stream / separate clips, " + rate + " Hz",
                    1.2,
                    one,
                    List.of("StreamBenchmark.separateClips:" + rate));
            realTime("x real time, one stream, " + rate + " Hz", 20, one);
            realTime(
                    "x real time, " + StreamBenchmark.STREAMS + " streams, " + rate + " Hz",
                    1,
                    "StreamBenchmark.manyStreams:" + rate);
        }
        if (runs.containsKey("StreamBenchmark.stream:22050")) {
            print("bytes of heap per stream", StreamMemory.bytesPerStream(), MOST_BYTES_PER_STREAM);
        }
    }

    /** How many seconds of audio a stream hears in a second, which is to be so many at least. */
    private void realTime(String what, double least, String run) {
        if (runs.containsKey(run)) {
            double seconds = score(runs.get(run)) / TimeUnit.SECONDS.toMillis(1);
            double multiple = StreamBenchmark.SECONDS / seconds;
            missed |= multiple < least;
            print(what, multiple, "at least", least, multiple >= least);
        }
    }

    private void ratio(String what, double most, String upper, List<String> lower) {
        if (runs.containsKey(upper) && runs.keySet().containsAll(lower)) {
            double sum =
                    lower.stream().map(runs::get).mapToDouble(Ratios::score).sum();
            print(what, score(runs.get(upper)) / sum, most);
        }
    }

    private static double score(RunResult run) {
        return run.getPrimaryResult().getScore();
    }

    private static double secondary(RunResult run, String name) {
        return run.getSecondaryResults().get(name).getScore();
    }

    private static String shortName(RunResult run) {
        String name = run.getParams().getBenchmark();
        String last = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
        return run.getParams().getParamsKeys().stream()
                .map(key -> ':' + run.getParams().getParam(key))
                .collect(Collectors.joining("", last, ""));
    }

    private void print(String what, double value, double most) {
        missed |= value > most;
        print(what, value, "at most", most, value <= most);
    }

    private static void print(String what, double value, String rule, double limit, boolean met) {
        System.out.println(String.format(
                Locale.ROOT, "%-40s %12.3f   %-8s %12.3f   %s", what, value, rule, limit, met ? "met" : "MISSED"));
    }
}
