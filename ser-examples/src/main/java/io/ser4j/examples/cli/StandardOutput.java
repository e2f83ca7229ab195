package io.ser4j.examples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The standard output, which unlike System.out keeps the reason of a failure to write. For one thread. */
final class StandardOutput extends OutputStream {
    private final OutputStream target = new FileOutputStream(FileDescriptor.out);
    private Optional<IOException> failure = Optional.empty();

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            target.write(bytes, offset, count);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    /** The last failure to write, if there was one. */
    Optional<IOException> failure() {
        return failure;
    }
}
