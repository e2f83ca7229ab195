package io.ser4j.onnx.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The properties of this platform on which it depends whether ONNX Runtime's native library can be loaded.
 *
 * @param os the system property {@code os.name}
 * @param arch the system property {@code os.arch}
 * @param musl whether the C library seems to be musl (Alpine)
 * @param nativePath the system property {@code onnxruntime.native.path}, or empty
 * @param tmpdir the system property {@code java.io.tmpdir}
 * @param tmpdirBytes the space that is left in it, a very large number if unknown
 */
record NativePlatform(String os, String arch, boolean musl, String nativePath, String tmpdir, long tmpdirBytes) {
    private static final int MEGABYTE = 1_000_000;

    private static final String PUBLISHED =
            "Linux x64 and aarch64 with glibc, Windows x64, and macOS aarch64 (Apple silicon)";

    static NativePlatform current() {
        String tmpdir = System.getProperty("java.io.tmpdir", "");
        return new NativePlatform(
                System.getProperty("os.name", ""),
                System.getProperty("os.arch", ""),
                Files.exists(Path.of("/etc/alpine-release")),
                System.getProperty("onnxruntime.native.path", ""),
                tmpdir,
                usableBytes(tmpdir));
    }

    private static long usableBytes(String directory) {
        try {
            return Files.getFileStore(Path.of(directory)).getUsableSpace();
        } catch (IOException | InvalidPathException e) {
            // That there is no such directory is reported as its state.
            return Long.MAX_VALUE;
        }
    }

    /** The size of the native library, rounded up. */
    int libraryMegabytes() {
        return os.startsWith("Mac") ? 40 : 25;
    }

    /** Says which platform this is, what was tried, why it failed and what to do. */
    String explain(Throwable failure) {
        return "the native library of ONNX Runtime cannot be loaded on " + os + ", " + arch + libc() + ". Tried: "
                + tried() + ". Reason: " + reason(failure) + ". What to do: " + remedy(failure);
    }

    private String libc() {
        if (!os.startsWith("Linux")) {
            return "";
        }
        return musl ? ", C library musl" : ", C library glibc or unknown";
    }

    private String tried() {
        return nativePath.isEmpty()
                ? "unpacking it from the onnxruntime jar into java.io.tmpdir=" + tmpdir + " (" + tmpdirState() + ")"
                : "the directory onnxruntime.native.path=" + nativePath + " (" + state(nativePath)
                        + "), and for what is not there, unpacking from the onnxruntime jar into java.io.tmpdir="
                        + tmpdir
                        + " (" + tmpdirState() + ")";
    }

    private String tmpdirState() {
        boolean roomy = tmpdirBytes >= (long) libraryMegabytes() * MEGABYTE;
        return state(tmpdir)
                + (roomy
                        ? ""
                        : "; the library needs " + libraryMegabytes() + " MB, and only " + tmpdirBytes / MEGABYTE
                                + " MB are left there");
    }

    private static String state(String directory) {
        try {
            Path path = Path.of(directory);
            if (!Files.isDirectory(path)) {
                return "no such directory";
            }
            return Files.isWritable(path) ? "writable" : "not writable";
        } catch (InvalidPathException e) {
            return "not a path on this platform: " + e.getReason();
        }
    }

    private static String reason(Throwable failure) {
        StringBuilder reason = new StringBuilder(failure.toString());
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            reason.append("; caused by ").append(cause);
        }
        return reason.toString();
    }

    private static boolean isOf(Throwable failure, Class<? extends Throwable> type) {
        return failure != null && (type.isInstance(failure) || isOf(failure.getCause(), type));
    }

    private String remedy(Throwable failure) {
        if (isOf(failure, IllegalCallerException.class)) {
            return "allow native access: --enable-native-access=ALL-UNNAMED, or the name of onnxruntime's module in its place";
        }
        if (isOf(failure, NoClassDefFoundError.class)) {
            return "put the class that is missing into the runtime image; ONNX Runtime needs the modules java.base and java.logging";
        }
        String name = os.toLowerCase(Locale.ROOT);
        boolean x64 = arch.equals("amd64") || arch.equals("x86_64");
        boolean arm64 = arch.equals("aarch64") || arch.equals("arm64");
        if (musl) {
            return "the library needs glibc; run in an image with glibc (Debian, Ubuntu, Red Hat), or " + ownBuild();
        }
        if (name.startsWith("mac") && x64) {
            return "there is no library for macOS x64; on Apple silicon run an aarch64 JVM, elsewhere " + ownBuild();
        }
        boolean published = name.startsWith("linux")
                ? x64 || arm64
                : name.startsWith("windows") ? x64 : name.startsWith("mac") && arm64;
        if (!published) {
            return "the library is published for " + PUBLISHED + " only; " + ownBuild();
        }
        String directory = "point -Djava.io.tmpdir to a directory that has room for " + libraryMegabytes()
                + " MB and can be written to and executed from (not mounted noexec),"
                + " or, where it can be written to but is mounted noexec, unpack ai/onnxruntime/native from the onnxruntime"
                + " jar and point -Donnxruntime.native.path to the directory of this platform's library in it; a directory"
                + " that can be written to is needed in any case";
        return name.startsWith("windows")
                ? directory + "; the library needs the Visual C++ 2019 runtime or a newer one"
                : directory;
    }

    private static String ownBuild() {
        return "build ONNX Runtime with its Java binding and point -Donnxruntime.native.path to the directory of the libraries";
    }
}
