package io.ser4j.examples.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ser4j.InvalidAudioException;
import io.ser4j.ModelException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
    private static String reason(Throwable failure) {
        return Reasons.of("voice.wav", failure);
    }

    @Test
    void failuresAreExplainedInPlainWords() {
        assertThat(reason(new NoSuchFileException("voice.wav"))).isEqualTo("no such file");
        assertThat(reason(new AccessDeniedException("voice.wav"))).isEqualTo("permission denied");
        assertThat(reason(new FileSystemException("voice.wav", null, "Too many open files")))
                .isEqualTo("Too many open files");
        assertThat(reason(new InvalidAudioException("audio must have at least one sample, but had none")))
                .isEqualTo("audio must have at least one sample, but had none");
        assertThat(reason(new OutOfMemoryError())).contains("-Xmx");
        assertThat(reason(new IOException())).isEqualTo("IOException");
        assertThat(Reasons.of("samples", new IOException("Is a directory"))).isEqualTo("is a directory");
        assertThat(reason(new InvalidPathException("a", "Nul character not allowed")))
                .isEqualTo("not a valid file name here: Nul character not allowed");
        assertThat(reason(new InvalidPathException("a", "Malformed input or input contains unmappable characters")))
                .endsWith("; names outside ASCII need a UTF-8 locale, such as LC_ALL=C.UTF-8");
    }

    /** The messages of JDK 17 and of earlier or later ones. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unable to create native thread: possibly out of memory or process/resource limits reached | ulimit -u, in a container pids.max
            unable to create new native thread | more threads than may be started; raise their limit
            Cannot reserve 8192 bytes of direct buffer memory (allocated: 8190, limit: 8191) | -XX:MaxDirectMemorySize
            Direct buffer memory | for direct buffers than the JVM may use; raise it with java -XX:MaxDirectMemorySize
            Metaspace            | for classes than the JVM may use; raise it with java -XX:MaxMetaspaceSize
            Java heap space      | needs more memory than the JVM may use; raise it with java -Xmx
            """)
    void whatHasRunOutIsNamed(String message, String advice) {
        assertThat(reason(new OutOfMemoryError(message))).contains(advice);
        assertThat(reason(new OutOfMemoryError(message)).contains("-Xmx")).isEqualTo(message.equals("Java heap space"));
    }

    @Test
    void aReasonIsOneLine() {
        assertThat(reason(new ModelException("it broke,\n  badly\r\nindeed"))).isEqualTo("it broke,; badly; indeed");
        assertThat(reason(new ModelException("a\fb\u0085c\u2028d"))).isEqualTo("a; b; c; d");
    }

    @Test
    void manyBlanksTakeLittleTime() {
        ModelException blanks = new ModelException("a" + " ".repeat(1 << 20) + "b");
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThat(reason(blanks)).hasSize(2 + (1 << 20)));
    }
}
