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
 * Runs the benchmarks of this package in one go and prints the ratios between them, which unlike times are comparable between
 * machines. A ratio beyond its limit fails the run; one whose parts were not selected is omitted.
 */
final class Ratios {
    private static final double MAX_BYTES_PER_CALL = 128 * 1024;
    private static final Map<String, Double> MIN_STREAMS = Map.of("general", 20.0, "tess-lstm", 200.0);
    private static final double MAX_BYTES_PER_STREAM = 512 * 1024;

    /** Depends on the machine, since large products gain more from its vector units and threads, or less, than an LSTM does. */
    private static final double MAX_GENERAL_TO_TESS = 12;

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
            for (String rate : List.of("16000", "22050")) {
                printStreams(model + ":" + rate, MIN_STREAMS.get(model));
            }
            if (runs.containsKey("StreamBenchmark.stream:" + model + ":16000")) {
                print("bytes of heap per stream, " + model, StreamMemory.bytesPerStream(model), MAX_BYTES_PER_STREAM);
            }
        }
        ratio(
                "classify, general / tess-lstm",
                MAX_GENERAL_TO_TESS,
                "ClassifyBenchmark.classify:general",
                List.of("ClassifyBenchmark.classify:tess-lstm"));
        ratio("MFCC librosa() / its FFTs alone", 2.0, "MfccBenchmark.mfcc", List.of("MfccBenchmark.fftOnly"));
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
            print("bytes allocated per classify, " + model, bytes, MAX_BYTES_PER_CALL);
        }
    }

    private void printStreams(String which, double leastStreams) {
        String one = "StreamBenchmark.stream:" + which;
        ratio("stream / batch, " + which, 1.2, one, List.of("StreamBenchmark.batch:" + which));
        ratio("stream / separate clips, " + which, 1.2, one, List.of("StreamBenchmark.separateClips:" + which));
        realTime("x real time, one stream, " + which, 1, 10, one);
        realTime(
                "streams in real time, " + which,
                StreamBenchmark.STREAMS,
                leastStreams,
                "StreamBenchmark.manyStreams:" + which);
    }

    /** Prints how many seconds of audio the streams together classify per second, and the minimum. */
    private void realTime(String what, int streams, double least, String run) {
        if (runs.containsKey(run)) {
            double seconds = score(runs.get(run)) / TimeUnit.SECONDS.toMillis(1);
            double multiple = streams * StreamBenchmark.SECONDS / seconds;
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
