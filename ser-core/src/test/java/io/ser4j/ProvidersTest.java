package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.internal.Providers;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.EmotionModelProvider;
import io.ser4j.spi.ModelSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvidersTest {
    private static final EmotionModelProvider ALPHA = new FakeProvider("alpha", 0, "a1", "shared");
    private static final EmotionModelProvider BETA = new FakeProvider("beta", 0, "b1", "shared");
    private static final EmotionModelProvider PREFERRED = new FakeProvider("zeta", 5, "z1", "shared");

    /** Registered by name below, created by ServiceLoader. */
    public static final class Registered implements EmotionModelProvider {
        /** Made by ServiceLoader. */
        public Registered() {}

        @Override
        public String name() {
            return "registered";
        }

        @Override
        public List<String> modelIds() {
            return List.of("mine");
        }

        @Override
        public EmotionModel open(String modelId) {
            return new FakeModel();
        }
    }

    /** Fails as a backend does whose own dependencies are missing. */
    public static final class Failing implements EmotionModelProvider {
        /** Fails. */
        public Failing() {
            throw new IllegalStateException("native parts are missing");
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public List<String> modelIds() {
            return List.of();
        }

        @Override
        public EmotionModel open(String modelId) {
            throw new ModelException("never");
        }
    }

    /** Opens models that have no description, and also fail to close. */
    public static final class Speechless implements EmotionModelProvider {
        private static final AtomicInteger CLOSINGS = new AtomicInteger();

        /** Made by ServiceLoader. */
        public Speechless() {}

        @Override
        public String name() {
            return "speechless";
        }

        @Override
        public List<String> modelIds() {
            return List.of("mute");
        }

        @Override
        public EmotionModel open(String modelId) {
            return new FakeModel() {
                @Override
                public ModelSpec spec() {
                    throw new ModelException("no words");
                }

                @Override
                public void close() {
                    CLOSINGS.incrementAndGet();
                    throw new IllegalStateException("will not close");
                }
            };
        }
    }

    /** The provider's name and the model's id, such as alpha/a1. */
    private static String opened(List<EmotionModelProvider> providers, String provider, String model) {
        try (EmotionModel opened =
                new Providers(providers).open(Optional.ofNullable(provider), Optional.ofNullable(model))) {
            return opened.spec().version() + '/' + opened.spec().id();
        }
    }

    @Test
    void priorityThenNameDecides() {
        assertThat(opened(List.of(BETA, ALPHA), null, null)).isEqualTo("alpha/a1");
        assertThat(opened(List.of(ALPHA, BETA, PREFERRED), null, null)).isEqualTo("zeta/z1");
        assertThat(opened(List.of(BETA, ALPHA, PREFERRED), null, "shared")).isEqualTo("zeta/shared");
        assertThat(opened(List.of(BETA, ALPHA), null, "shared")).isEqualTo("alpha/shared");
    }

    @Test
    void namesDecideOverPriority() {
        List<EmotionModelProvider> all = List.of(ALPHA, BETA, PREFERRED);
        assertThat(opened(all, "beta", null)).isEqualTo("beta/b1");
        assertThat(opened(all, "beta", "shared")).isEqualTo("beta/shared");
        assertThat(opened(all, null, "b1")).isEqualTo("beta/b1");
    }

    @Test
    void aProviderThatFailsIsNamed() {
        EmotionModelProvider nameless = new FakeProvider(null, 0, "n1");
        assertThatThrownBy(() -> opened(List.of(ALPHA, nameless), null, null))
                .isInstanceOf(ModelException.class)
                .hasMessage("the provider io.ser4j.FakeProvider must give its name, but gave null");
        IllegalStateException failure = new IllegalStateException("boom");
        EmotionModelProvider failing = new FakeProvider("failing", 9, List.of("f1"), () -> {
            throw failure;
        });
        assertThatThrownBy(() -> opened(List.of(ALPHA, failing), null, null))
                .isInstanceOf(ModelException.class)
                .hasCause(failure)
                .hasMessageStartingWith("the provider io.ser4j.FakeProvider must give its model \"f1\", but failed: "
                        + failure + " at ");
        EmotionModelProvider empty = new FakeProvider("empty", 9, List.of("e1"), () -> null);
        assertThatThrownBy(() -> opened(List.of(ALPHA, empty), null, null))
                .isInstanceOf(ModelException.class)
                .hasMessage("the provider io.ser4j.FakeProvider must give its model \"e1\", but gave null");
    }

    @Test
    void aProviderWithoutModelsIsPassedOver() {
        assertThat(opened(List.of(new FakeProvider("empty", 9), ALPHA), null, null))
                .isEqualTo("alpha/a1");
    }

    @Test
    void missingModelsAreRefusedListingTheExistingOnes() {
        assertThatThrownBy(() -> opened(List.of(ALPHA, BETA), "alpha", "b1"))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("there is no model \"b1\" of provider \"alpha\"")
                .hasMessageContaining("alpha with [a1, shared]; beta with [b1, shared]");
        assertThatThrownBy(() -> opened(List.of(ALPHA), "onnx", null))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("provider \"onnx\"")
                .hasMessageContaining("META-INF/services");
        assertThatThrownBy(() -> opened(List.of(), null, null))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("no inference backend was found")
                .hasMessageContaining("io.ser4j:ser-onnx");
    }

    private static void withRegistered(Path folder, String className, Runnable action) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(EmotionModelProvider.class.getName()), className);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            action.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void registeredBackendsAreFound(@TempDir Path folder) throws IOException {
        withRegistered(folder, Registered.class.getName(), () -> {
            try (EmotionClassifier classifier = EmotionClassifier.create()) {
                assertThat(classifier.classify(new float[1]).scores()).hasSize(3);
            }
            assertThatThrownBy(() -> EmotionClassifier.builder().model("theirs").build())
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("registered with [mine]");
        });
    }

    @Test
    void aModelThatCannotBeUsedIsClosed(@TempDir Path folder) throws IOException {
        int before = Speechless.CLOSINGS.get();
        withRegistered(
                folder,
                Speechless.class.getName(),
                () -> assertThatThrownBy(EmotionClassifier::create)
                        .isInstanceOf(ModelException.class)
                        .hasMessage("no words")
                        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1)));
        assertThat(Speechless.CLOSINGS).hasValue(before + 1);
    }

    @Test
    void aBackendThatCannotBeCreatedIsNamedWithItsCause(@TempDir Path folder) throws IOException {
        withRegistered(
                folder,
                Failing.class.getName(),
                () -> assertThatThrownBy(EmotionClassifier::create)
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining(Failing.class.getName())
                        .hasCauseInstanceOf(ServiceConfigurationError.class)
                        .hasRootCauseMessage("native parts are missing"));
    }

    @Test
    void aBackendThatCannotBeLinkedIsAModelException(@TempDir Path folder) throws IOException {
        byte[] ofANewerJava = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0x7F, (byte) 0xFF, 0, 1};
        Files.write(folder.resolve("Newer.class"), ofANewerJava);
        withRegistered(
                folder,
                "Newer",
                () -> assertThatThrownBy(EmotionClassifier::create)
                        .isInstanceOf(ModelException.class)
                        .hasCauseInstanceOf(UnsupportedClassVersionError.class)
                        .hasMessageContaining("Newer"));
    }

    @Test
    void aMissingBackendIsNamed(@TempDir Path folder) throws IOException {
        withRegistered(
                folder,
                "com.example.Missing",
                () -> assertThatThrownBy(EmotionClassifier::create)
                        .isInstanceOf(ModelException.class)
                        .hasMessageContaining("com.example.Missing"));
    }

    /** The loader has a copy of this library, or none, but nevertheless names a backend. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThreadsLoaderThatDoesNotKnowThisLibraryDoesNotMatter(boolean copy, @TempDir Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(EmotionModelProvider.class.getName()), Registered.class.getName());
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL names = folder.toUri().toURL();
        URL[] known = copy
                ? new URL[] {names, placeOf(EmotionClassifier.class), placeOf(Registered.class)}
                : new URL[] {names};
        try (URLClassLoader alien = new URLClassLoader(known, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(alien);
            assertThatThrownBy(EmotionClassifier::create)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no inference backend was found");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    void withoutABackendTheMessageSaysHowToGetOne() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThatThrownBy(EmotionClassifier::create)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("io.ser4j:ser-onnx");
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
