package io.ser4j.examples.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks of this package in one go and prints the ratios between them, which travel where times do not. */
final class Ratios {
    private static final double MOST_BYTES_PER_CALL = 64 * 1024;

    private Ratios() {}

    public static void main(String[] args) throws RunnerException {
        String include = args.length > 0 ? args[0] : Ratios.class.getPackageName() + ".*";
        Collection<RunResult> runs = new Runner(new OptionsBuilder()
                        .include(include)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Map<String, RunResult> byName = new TreeMap<>();
        runs.forEach(run -> byName.put(shortName(run), run));
        ratio(
                byName,
                "classify / (features + raw run)",
                1.15,
                "ClassifyBenchmark.classify",
                "ClassifyBenchmark.features",
                "ClassifyBenchmark.rawRun");
        ratio(byName, "MFCC librosa() / its FFTs alone", 2.0, "MfccBenchmark.mfcc", "MfccBenchmark.fftOnly");
        RunResult classify = byName.get("ClassifyBenchmark.classify");
        if (classify != null) {
            double bytes =
                    classify.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            print("bytes allocated per classify", bytes, MOST_BYTES_PER_CALL);
        }
    }

    private static void ratio(Map<String, RunResult> runs, String what, double most, String upper, String... lower) {
        if (!runs.containsKey(upper)) {
            return;
        }
        double sum = 0;
        for (String name : lower) {
            sum += score(runs.get(name));
        }
        print(what, score(runs.get(upper)) / sum, most);
    }

    private static double score(RunResult run) {
        return run.getPrimaryResult().getScore();
    }

    private static String shortName(RunResult run) {
        String name = run.getParams().getBenchmark();
        return name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1);
    }

    private static void print(String what, double value, double most) {
        System.out.println(String.format(
                Locale.ROOT,
                "%-36s %10.3f   at most %10.3f   %s",
                what,
                value,
                most,
                value <= most ? "met" : "MISSED"));
    }
}
