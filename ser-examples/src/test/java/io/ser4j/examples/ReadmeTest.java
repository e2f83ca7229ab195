package io.ser4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.ser4j.AudioClip;
import io.ser4j.Emotion;
import io.ser4j.EmotionClassifier;
import io.ser4j.head.BaseModel;
import io.ser4j.head.LinearHead;
import io.ser4j.head.LinearLayer;
import io.ser4j.head.TrainingMarks;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles every Java block of the README unchanged, runs those that need no model file, and checks that the files it links to
 * exist.
 */
class ReadmeTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TYPE_NAME = Pattern.compile("(?:class|record|interface) (\\w+)");

    private static final Pattern FILE = Pattern.compile("Path\\.of\\(\"([\\w.-]+)\"\\)");
    private static final Path VOICE = Path.of("samples", "voice-1-calm.wav");
    private static final Path FORMATS = ROOT.resolve(Path.of("ser-formats", "src", "test", "resources", "formats"));
    private static final Map<String, Path> AUDIO = Map.of(
            "voice.wav", VOICE,
            "a.wav", VOICE,
            "b.wav", VOICE,
            "anna-1.wav", VOICE,
            "anna-2.wav", VOICE,
            "call.mp3", FORMATS.resolve("stereo-44k.mp3"),
            "meeting.flac", FORMATS.resolve("stereo-16.flac"));

    static List<String> javaBlocks() throws IOException {
        return all("(?ms)^```java\\n(.*?)^```").toList();
    }

    private static Stream<String> all(String regex) throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        return Pattern.compile(regex).matcher(readme).results().map((MatchResult found) -> found.group(1));
    }

    static List<String> statements() throws IOException {
        return javaBlocks().stream()
                .filter(block -> !TYPE_NAME.matcher(block).find() && !block.contains(".onnx"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("javaBlocks")
    void compiles(String block, @TempDir Path classes) {
        var type = TYPE_NAME.matcher(block);
        String name = type.find() ? type.group(1) : "Snippet";
        String source = name.equals("Snippet") ? inAMethod(block) : block;
        assertThat(errors(name, source, classes)).as(block).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void runs(String block, @TempDir Path folder) throws IOException, ReflectiveOperationException {
        // The files that the README names are in the folder.
        String located = FILE.matcher(block).replaceAll("Path.of(\"" + folder + "\", \"$1\")");
        AUDIO.forEach((name, original) -> copy(original, folder.resolve(name)));
        writeHead(Files.createDirectory(folder.resolve("heads")));
        Files.writeString(folder.resolve("my.csv"), "path,speaker,label\na.wav,anna,happy\ncall.mp3,ben,sad\n");
        assertThat(errors("Snippet", inAMethod(located), folder)).as(located).isEmpty();
        AudioClip clip = AudioClip.read(AUDIO.get("voice.wav"));
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                EmotionClassifier classifier = EmotionClassifier.create()) {
            var snippet = loader.loadClass("Snippet").getDeclaredConstructor();
            snippet.setAccessible(true);
            var run = snippet.getDeclaringClass()
                    .getDeclaredMethod("run", float[].class, int.class, EmotionClassifier.class);
            run.setAccessible(true);
            assertThatNoException()
                    .as(block)
                    .isThrownBy(
                            () -> run.invoke(snippet.newInstance(), clip.toMono(), clip.sampleRateHz(), classifier));
        }
    }

    private static void writeHead(Path heads) throws IOException {
        try (EmotionClassifier base = EmotionClassifier.create()) {
            int inputs = base.embedding(AudioClip.read(VOICE)).length;
            double[] ones = new double[inputs];
            Arrays.fill(ones, 1);
            LinearLayer layer = LinearLayer.of(new double[inputs], ones, new double[2][inputs], new double[2]);
            ModelSpec spec = ModelSpec.of("my-voices", List.of(Emotion.HAPPY, Emotion.SAD), base.sampleRateHz());
            LinearHead.of(spec, BaseModel.of(base.spec()), layer, new TrainingMarks(List.of(), List.of()))
                    .write(heads.resolve("my-voices.head"));
        }
    }

    private static void copy(Path original, Path target) {
        try {
            Files.copy(original, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void pointsToFilesThatExist() throws IOException {
        List<String> links = all("\\]\\((?!https?:|#)([^)#]+)").toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }

    private static String inAMethod(String statements) {
        String imports =
                statements.lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
        String body =
                statements.lines().filter(line -> !line.startsWith("import ")).collect(Collectors.joining("\n"));
        return """
                %s
                import io.ser4j.*;
                import io.ser4j.head.*;
                import io.ser4j.spi.*;
                import io.ser4j.features.*;
                import io.ser4j.onnx.*;
                import java.io.*;
                import java.nio.file.*;
                import java.util.*;
                import java.util.concurrent.*;
                class Snippet { void run(float[] samples, int rate, EmotionClassifier classifier) throws Exception {
                %s
                } }
                """.formatted(imports, body);
    }

    private static List<String> errors(String name, String source, Path classes) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options =
                List.of("-classpath", System.getProperty("java.class.path"), "-d", classes.toString(), "-proc:none");
        compiler.getTask(null, null, diagnostics, options, null, List.of(file)).call();
        return diagnostics.getDiagnostics().stream()
                .filter(found -> found.getKind() == javax.tools.Diagnostic.Kind.ERROR)
                .map(found -> found.getLineNumber() + ": " + found.getMessage(Locale.ROOT))
                .toList();
    }
}
