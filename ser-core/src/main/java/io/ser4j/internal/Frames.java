package io.ser4j.internal;

import java.util.Arrays;
import java.util.stream.Stream;

/** Stack traces of failures that come from a thread of this library. */
final class Frames {
    private Frames() {}

    /**
     * Adds the stack frames of this thread below those of the one that failed, so that the trace shows the caller. To be called
     * once per failure.
     *
     * @param <T> the type of the failure
     * @param failure an exception from another thread
     * @return the same exception
     */
    static <T extends Throwable> T withCaller(T failure) {
        Stream<StackTraceElement> caller =
                Arrays.stream(new Throwable().getStackTrace()).skip(1);
        failure.setStackTrace(
                Stream.concat(Arrays.stream(failure.getStackTrace()), caller).toArray(StackTraceElement[]::new));
        return failure;
    }
}
