package io.ser4j.examples.bench;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    private static final double MOST_BYTES_PER_CALL = 64 * 1024;

    private final Map<String, RunResult> runs = new TreeMap<>();
    private boolean missed;

    private Ratios(Collection<RunResult> results) {
        results.forEach(run -> runs.put(shortName(run), run));
    }

    public static void main(String[] args) throws RunnerException {
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

    private void print() {
        ratio(
                "classify / (features + raw run)",
                1.15,
                "ClassifyBenchmark.classify",
                List.of("ClassifyBenchmark.features", "ClassifyBenchmark.rawRun"));
        ratio("MFCC librosa() / its FFTs alone", 2.0, "MfccBenchmark.mfcc", List.of("MfccBenchmark.fftOnly"));
        RunResult classify = runs.get("ClassifyBenchmark.classify");
        if (classify != null) {
            double bytes =
                    classify.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            print("bytes allocated per classify", bytes, MOST_BYTES_PER_CALL);
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

    private static String shortName(RunResult run) {
        String name = run.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private void print(String what, double value, double most) {
        missed |= value > most;
        System.out.println(String.format(
                Locale.ROOT,
                "%-36s %10.3f   at most %10.3f   %s",
                what,
                value,
                most,
                value <= most ? "met" : "MISSED"));
    }
}
