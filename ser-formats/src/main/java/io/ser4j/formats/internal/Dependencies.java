package io.ser4j.formats.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The Maven coordinates of the libraries, for messages; the build writes the versions into a resource. */
public final class Dependencies {
    private static final String RESOURCE = "/io/ser4j/formats/dependencies.properties";

    private Dependencies() {}

    /** The coordinates, such as {@code org.jflac:jflac-codec:1.5.2}. */
    public static String of(Codec codec) {
        Properties coordinates = new Properties();
        try (InputStream in = Objects.requireNonNull(Dependencies.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            coordinates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(coordinates.getProperty(codec.name()), codec.name());
    }
}
