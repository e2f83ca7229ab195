package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A damaged file is refused or runs; it never ends the JVM, and never causes any other exception. */
class MutationTest {
    private static final int FILES = Integer.getInteger("ser4j.mutations", 1000);

    @Test
    void truncatedAndMutatedFiles() {
        ChildJvm.Outcome outcome = ChildJvm.of(Mutations.class).run(Integer.toString(FILES));
        String end = outcome.output().substring(Math.max(0, outcome.output().length() - 2000));
        assertThat(outcome.exit()).as(end).isZero();
        assertThat(end).containsPattern("refused [1-9][0-9]*, opened [1-9][0-9]*, handles 0");
    }
}
