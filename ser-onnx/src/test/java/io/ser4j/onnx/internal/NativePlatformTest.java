package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Linux      | amd64   | true  | glibc (Debian
            Linux      | amd64   | false | not mounted noexec
            Linux      | riscv64 | false | published for Linux x64 and aarch64
            Mac OS X   | x86_64  | false | no library for macOS x64
            Mac OS X   | aarch64 | false | -Djava.io.tmpdir
            Windows 11 | amd64   | false | Visual C++
            Windows 11 | aarch64 | false | published for
            SunOS      | sparcv9 | false | published for
            """)
    void theRemedyFitsThePlatform(String os, String arch, boolean musl, String remedy) {
        NativePlatform platform = new NativePlatform(os, arch, musl, "", "/nonexistent");
        String text = platform.explain(new UnsatisfiedLinkError("/nonexistent/lib.so: cannot open"));
        assertThat(text)
                .contains("cannot be loaded on " + os + ", " + arch)
                .contains("java.io.tmpdir=/nonexistent (no such directory)")
                .contains("cannot open")
                .contains("What to do: ")
                .contains(remedy);
        assertThat(text.contains("musl")).isEqualTo(musl);
    }

    @Test
    void aFolderThatIsNoPathIsExplainedToo() {
        NativePlatform platform = new NativePlatform("Linux", "amd64", false, "/a\0b", "/c\0d");
        assertThat(platform.explain(new UnsatisfiedLinkError("/c\0d/lib.so: cannot open")))
                .contains("onnxruntime.native.path=/a\0b (not a path on this platform")
                .contains("java.io.tmpdir=/c\0d (not a path on this platform")
                .contains("cannot open");
    }

    @Test
    void forbiddenAccessAndMissingClassesHaveTheirOwnRemedies() {
        NativePlatform platform = new NativePlatform("Linux", "amd64", false, "", "/tmp");
        assertThat(platform.explain(new ExceptionInInitializerError(new IllegalCallerException("no"))))
                .contains("What to do: allow native access: --enable-native-access=ALL-UNNAMED")
                .doesNotContain("java.io.tmpdir to");
        assertThat(platform.explain(new NoClassDefFoundError("java/util/logging/Logger")))
                .contains("What to do: put the class that is missing into the runtime image")
                .doesNotContain("java.io.tmpdir to");
    }
}
