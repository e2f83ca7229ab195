package io.ser4j.formats.internal;

import io.ser4j.AudioFormatException;
import io.ser4j.SerException;
import io.ser4j.spi.PcmSource;
import java.io.IOException;

/**
 * Lets {@link Blocks} be read in pieces of any size, and turns any exception of a library into an {@link AudioFormatException}.
 */
final class BlockSource implements PcmSource {
    private final String title;
    private final Input in;
    private final Blocks blocks;
    private final PcmBlock block;
    private boolean ended;

    private BlockSource(String title, Input in, Blocks blocks) {
        this.title = title;
        this.in = in;
        this.blocks = blocks;
        this.block = new PcmBlock(blocks.channels());
    }

    static PcmSource of(String title, Input in, Step<Blocks> begin) throws IOException {
        return new BlockSource(title, in, translatingExceptions(title, in, begin));
    }

    @Override
    public int sampleRateHz() {
        return blocks.sampleRateHz();
    }

    @Override
    public int channels() {
        return blocks.channels();
    }

    @Override
    public int read(float[] interleaved, int maxFrames) throws IOException {
        while (block.frames() == 0 && !ended) {
            ended = !translatingExceptions(title, in, () -> blocks.next(block));
        }
        return block.frames() == 0 ? -1 : block.drain(interleaved, maxFrames);
    }

    private static <T> T translatingExceptions(String title, Input in, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (SerException e) {
            throw e;
        } catch (IOException e) {
            if (in.failedWith(e)) {
                throw e;
            }
            throw unreadable(title, in, e);
        } catch (RuntimeException e) {
            throw unreadable(title, in, e);
        }
    }

    private static AudioFormatException unreadable(String title, Input in, Exception e) {
        AudioFormatException refused =
                in.refused("the input must be valid " + title + ", but its decoder failed with " + e);
        refused.initCause(e);
        return refused;
    }

    /** A step of decoding. */
    interface Step<T> {
        T run() throws IOException;
    }
}
