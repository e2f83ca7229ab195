package io.ser4j.examples.cli;

import io.ser4j.EmotionClassifier;
import io.ser4j.EmotionSegment;
import io.ser4j.Smoothing;
import io.ser4j.WindowConfig;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for windows and smoothing. */
final class Windows {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--window",
            paramLabel = "S",
            description = "The length of a window in seconds. Default: the model's.")
    private Double windowSeconds;

    @Option(
            names = "--hop",
            paramLabel = "S",
            description = "Time from the start of one window to that of the next, in seconds. Default: the model's,"
                    + " or half of --window.")
    private Double hopSeconds;

    @Option(
            names = "--smooth",
            paramLabel = "S",
            defaultValue = "0",
            description = "Smooth the probabilities over past windows, with this time constant in seconds."
                    + " Default: ${DEFAULT-VALUE}, no smoothing.")
    private double smoothingSeconds;

    /** The chosen windows; impossible ones are wrong usage. */
    WindowConfig config(EmotionClassifier classifier) {
        try {
            WindowConfig config = windowSeconds == null
                    ? classifier.windows()
                    : new WindowConfig(windowSeconds, hopSeconds == null ? windowSeconds / 2 : hopSeconds);
            return hopSeconds == null ? config : config.withHopSeconds(hopSeconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--window and --hop: " + e.getMessage(), e);
        }
    }

    /** Members of a JSON object with the windows that {@link #config} returned. */
    String json(WindowConfig config) {
        return "\"window\":" + Json.seconds(config.windowSeconds())
                + ", \"hop\":" + Json.seconds(config.hopSeconds())
                + ", \"smooth\":" + Json.seconds(smoothingSeconds);
    }

    /** Smooths segments, which are passed to it in their order. */
    UnaryOperator<EmotionSegment> smoother() {
        try {
            return Smoothing.exponential(smoothingSeconds).live();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--smooth: " + e.getMessage(), e);
        }
    }
}
