package io.ser4j.examples.cli;

import java.util.List;
import java.util.Optional;

/**
 * What an answer of {@code classify} depends on besides recording and classes. Each row tells it, so that rows of other conditions are
 * never taken for those of this run.
 *
 * @param channel which was heard, from 1 on; empty where the mean of all was
 * @param voice the clips of a voice that was known, as they were given; empty without one
 * @param threshold the least probability at which an emotion is named
 * @param model id and version
 */
record Conditions(Optional<Integer> channel, Optional<String> voice, double threshold, String model) {
    /** The names of {@link #fields}. */
    static final List<String> COLUMNS = List.of("channel", "voice", "threshold", "model");

    /** For csv: what is not there is empty. */
    List<String> fields() {
        return List.of(channel.map(String::valueOf).orElse(""), voice.orElse(""), String.valueOf(threshold), model);
    }

    /** Members of a JSON object: what is not there is null. */
    String json() {
        return "\"channel\":" + channel.map(String::valueOf).orElse("null")
                + ", \"voice\":" + voice.map(Json::string).orElse("null")
                + ", \"threshold\":" + threshold
                + ", \"model\":" + Json.string(model);
    }
}
