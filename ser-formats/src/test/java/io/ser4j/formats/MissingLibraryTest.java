package io.ser4j.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ser4j.AudioFormatException;
import io.ser4j.AudioLimits;
import io.ser4j.spi.AudioDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The decoders with nothing but ser-core: they load, recognise their format, and name the missing library. */
class MissingLibraryTest {
    private static final Map<String, String> FILES = Map.of(
            "stereo-16.flac",
                    "to read FLAC, the dependency org.jflac:jflac-codec:%s must be on the class path or module path, but it is not",
            "stereo-44k.mp3",
                    "to read MP3, the dependency javazoom:jlayer:%s must be on the class path or module path, but it is not",
            "stereo-44k.ogg",
                    "to read Ogg Vorbis, the dependency org.jcraft:jorbis:%s must be on the class path or module path, but it is not",
            "mono.opus",
                    "to read Ogg Opus, the dependency io.github.jaredmdobson:concentus:%s must be on the class path or module path, but it is not");

    private static final Map<String, String> VERSIONS = Map.of(
            "stereo-16.flac",
            "jflac",
            "stereo-44k.mp3",
            "jlayer",
            "stereo-44k.ogg",
            "jorbis",
            "mono.opus",
            "concentus");

    @Test
    void namesTheDependencyWithTheVersionOfTheBuild() throws IOException, URISyntaxException {
        String pom = Files.readString(Path.of("../pom.xml"));
        try (URLClassLoader alone = loaderWithoutLibraries()) {
            for (Map.Entry<String, String> entry : FILES.entrySet()) {
                byte[] file = Decoded.file(entry.getKey());
                AudioDecoder decoder = decoder(alone, file);
                assertThat(decoder.getClass().getClassLoader()).isSameAs(alone);
                String expected = String.format(entry.getValue(), version(pom, VERSIONS.get(entry.getKey())));
                assertThatThrownBy(() -> decoder.open(new ByteArrayInputStream(file), AudioLimits.defaults()))
                        .isInstanceOf(AudioFormatException.class)
                        .hasFieldOrPropertyWithValue("kind", AudioFormatException.Kind.DECODER_MISSING)
                        .hasMessageStartingWith(expected);
            }
        }
    }

    /** The classes of core come from the tests' own loader, so that their types are the same. */
    private static URLClassLoader loaderWithoutLibraries() throws URISyntaxException, MalformedURLException {
        URL formats =
                FlacAudioDecoder.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader core = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("io.ser4j.") && !name.startsWith("io.ser4j.formats")) {
                    return MissingLibraryTest.class.getClassLoader().loadClass(name);
                }
                throw new ClassNotFoundException(name);
            }
        };
        return new URLClassLoader(new URL[] {formats}, core);
    }

    private static AudioDecoder decoder(ClassLoader loader, byte[] file) {
        List<AudioDecoder> accepting = ServiceLoader.load(AudioDecoder.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(decoder -> decoder.accepts(file, AudioDecoder.HEAD_BYTES))
                .toList();
        assertThat(accepting).hasSize(1);
        return accepting.get(0);
    }

    private static String version(String pom, String library) {
        Matcher matcher =
                Pattern.compile("<" + library + "\\.version>([^<]+)</").matcher(pom);
        assertThat(matcher.find()).as("%s in the pom", library).isTrue();
        return matcher.group(1);
    }
}
