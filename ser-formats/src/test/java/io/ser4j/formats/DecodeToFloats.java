package io.ser4j.formats;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes files for compare_formats.py: for arguments IN OUT IN OUT ..., writes little-endian floats, and prints each rate and
 * number of channels.
 */
final class DecodeToFloats {
    private DecodeToFloats() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            Decoded decoded = Decoded.of(Files.readAllBytes(Path.of(arguments[i])));
            ByteBuffer bytes =
                    ByteBuffer.allocate(decoded.samples.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(decoded.samples);
            Files.write(Path.of(arguments[i + 1]), bytes.array());
            System.out.println(decoded.sampleRateHz + " " + decoded.channels);
        }
    }
}
