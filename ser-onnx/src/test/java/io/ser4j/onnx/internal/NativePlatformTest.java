package io.ser4j.onnx.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {
    private static final long ROOMY = 1L << 40;

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
        NativePlatform platform = new NativePlatform(os, arch, musl, "", "/nonexistent", ROOMY);
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
        NativePlatform platform = new NativePlatform("Linux", "amd64", false, "/a\0b", "/c\0d", ROOMY);
        assertThat(platform.explain(new UnsatisfiedLinkError("/c\0d/lib.so: cannot open")))
                .contains("onnxruntime.native.path=/a\0b (not a path on this platform")
                .contains("java.io.tmpdir=/c\0d (not a path on this platform")
                .contains("cannot open");
    }

    @Test
    void forbiddenAccessAndMissingClassesHaveTheirOwnRemedies() {
        NativePlatform platform = new NativePlatform("Linux", "amd64", false, "", "/tmp", ROOMY);
        assertThat(platform.explain(new ExceptionInInitializerError(new IllegalCallerException("no"))))
                .contains("What to do: allow native access: --enable-native-access=ALL-UNNAMED")
                .doesNotContain("java.io.tmpdir to");
        assertThat(platform.explain(new NoClassDefFoundError("java/util/logging/Logger")))
                .contains("What to do: put the class that is missing into the runtime image")
                .doesNotContain("java.io.tmpdir to");
    }

    @Test
    void aFullTemporaryFolderIsNamed(@TempDir Path folder) {
        UnsatisfiedLinkError failure = new UnsatisfiedLinkError("no onnxruntime in java.library.path");
        for (String nativePath : new String[] {"", "/libraries"}) {
            assertThat(new NativePlatform("Linux", "amd64", false, nativePath, folder.toString(), 24_999_999)
                            .explain(failure))
                    .contains("java.io.tmpdir=" + folder
                            + " (writable; the library needs 25 MB, and only 24 MB are left there)")
                    .contains("to a directory that has room for 25 MB and can be written to");
        }
        assertThat(new NativePlatform("Linux", "amd64", false, "", folder.toString(), 25_000_000).explain(failure))
                .contains("java.io.tmpdir=" + folder + " (writable)");
        assertThat(NativePlatform.current().tmpdirBytes()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, linux-x64/libonnxruntime.so",
        "Linux, linux-aarch64/libonnxruntime.so",
        "Mac OS X, osx-aarch64/libonnxruntime.dylib",
        "Windows 11, win-x64/onnxruntime.dll"
    })
    void theLibraryIsNotLargerThanIsSaid(String os, String library) throws IOException {
        NativePlatform platform = new NativePlatform(os, "", false, "", "", ROOMY);
        try (InputStream in = OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + library)) {
            assertThat(in.transferTo(OutputStream.nullOutputStream()))
                    .isLessThan(platform.libraryMegabytes() * 1_000_000L);
        }
    }
}
