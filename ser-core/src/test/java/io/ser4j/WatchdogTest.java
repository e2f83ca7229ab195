package io.ser4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ser4j.spi.PcmSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decoders that hang, and readers that go away: nobody waits for ever, and no thread is left. */
@Timeout(60)
class WatchdogTest {
    private static final AudioLimits IMPATIENT = AudioLimits.defaults().withDecoderTimeoutSeconds(2);

    private static AudioReader open(FakeDecoder decoder, InputStream in, AudioLimits limits) throws IOException {
        return AudioReader.open(in, limits, Long.MAX_VALUE, () -> List.of(decoder));
    }

    private static void assertEnded(FakeDecoder decoder) throws InterruptedException {
        Thread thread = decoder.thread.get();
        thread.join(30_000);
        assertThat(thread.isAlive()).as("the decoder's thread lives").isFalse();
        assertThat(thread.isDaemon()).isTrue();
    }

    /** Blocks until it is interrupted. */
    private static int block() throws IOException {
        try {
            new CountDownLatch(1).await();
            return -1;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private static int one(float[] interleaved) {
        interleaved[0] = 0.5f;
        return 1;
    }

    @Test
    void aDecoderThatBlocksWhileItOpensIsStopped() throws InterruptedException {
        FakeDecoder decoder = new FakeDecoder(in -> {
            in.readNBytes(7);
            block();
            return null;
        });
        AudioFormatException e = catchThrowableOfType(
                AudioFormatException.class, () -> open(decoder, FakeDecoder.input(100), IMPATIENT));
        assertThat(e)
                .hasMessageContaining("the Fake decoder must give samples within 2.0 s")
                .hasMessageContaining("AudioLimits.decoderTimeoutSeconds")
                .hasMessageContaining("but gave none for 2.");
        assertThat(e.byteOffset()).isEqualTo(7);
        assertEnded(decoder);
    }

    @Test
    void theFailureOfADecoderShowsTheCaller() throws IOException {
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> {
            throw new IOException("torn");
        });
        try (AudioReader reader = open(decoder, FakeDecoder.input(100), IMPATIENT)) {
            assertThatThrownBy(() -> reader.read(new float[10], 0, 10))
                    .isInstanceOf(AudioFormatException.class)
                    .satisfies(e -> assertThat(e.getStackTrace())
                            .extracting(StackTraceElement::getMethodName)
                            .contains("theFailureOfADecoderShowsTheCaller"));
        }
    }

    @Test
    void aDecoderThatBlocksLaterIsStoppedThen() throws IOException, InterruptedException {
        boolean[] gave = {false};
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> {
            if (gave[0]) {
                return block();
            }
            gave[0] = true;
            return maxFrames;
        });
        try (AudioReader reader = open(decoder, FakeDecoder.input(100), IMPATIENT)) {
            float[] samples = new float[8192];
            assertThat(reader.read(samples, 0, 8192)).isEqualTo(8192);
            AudioFormatException e =
                    catchThrowableOfType(AudioFormatException.class, () -> reader.read(samples, 0, 10));
            assertThat(e).hasMessageContaining("must give samples within 2.0 s");
            assertThatThrownBy(() -> reader.read(samples, 0, 10)).isSameAs(e);
            assertEnded(decoder);
        }
    }

    @Test
    void aDecoderThatSpinsIsLeftBehind() throws IOException, InterruptedException {
        AtomicBoolean mercy = new AtomicBoolean();
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> {
            while (!mercy.get()) {
                Thread.onSpinWait();
            }
            return one(interleaved);
        });
        try (AudioReader reader = open(decoder, FakeDecoder.input(100), IMPATIENT)) {
            assertThatThrownBy(() -> reader.read(new float[10], 0, 10))
                    .isInstanceOf(AudioFormatException.class)
                    .hasMessageContaining("decoderTimeoutSeconds");
        }
        assertThat(decoder.thread.get().isAlive()).isTrue();
        mercy.set(true);
        assertEnded(decoder);
    }

    @Test
    void closingDoesNotWaitForADecoderThatSpinsOrBlocks() throws IOException, InterruptedException {
        AtomicBoolean mercy = new AtomicBoolean();
        FakeDecoder spinning = FakeDecoder.reading((interleaved, maxFrames) -> {
            while (!mercy.get()) {
                Thread.onSpinWait();
            }
            return -1;
        });
        open(spinning, FakeDecoder.input(100), AudioLimits.defaults()).close();
        mercy.set(true);
        assertEnded(spinning);
        FakeDecoder blocked = FakeDecoder.reading((interleaved, maxFrames) -> block());
        open(blocked, FakeDecoder.input(100), AudioLimits.defaults()).close();
        assertEnded(blocked);
        FakeDecoder ahead = FakeDecoder.reading((interleaved, maxFrames) -> one(interleaved));
        open(ahead, FakeDecoder.input(100), AudioLimits.defaults()).close();
        assertEnded(ahead);
    }

    @Test
    void theInputOfAStoppedDecoderFails() throws IOException, InterruptedException {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        FakeDecoder decoder = new FakeDecoder(in -> readingAfter(closed, seen, in));
        open(decoder, FakeDecoder.input(100_000), AudioLimits.defaults()).close();
        closed.countDown();
        assertEnded(decoder);
        assertThat(seen.get()).isInstanceOf(IOException.class).hasMessageContaining("no longer read");
    }

    /** Leaves bytes in the input, and ignores interrupts until it reads again. */
    private static PcmSource readingAfter(CountDownLatch closed, AtomicReference<Throwable> seen, InputStream in)
            throws IOException {
        assertThat(in.read()).isEqualTo('F');
        return FakeDecoder.source(8000, 1, (interleaved, maxFrames) -> {
            try {
                boolean down = false;
                while (!down) {
                    try {
                        closed.await();
                        down = true;
                    } catch (InterruptedException e) {
                        Thread.yield();
                    }
                }
                return in.read();
            } catch (IOException e) {
                seen.set(e);
                throw e;
            }
        });
    }

    @Test
    void aDecoderThatReadsForEverIsStopped() throws InterruptedException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        FakeDecoder decoder = new FakeDecoder(in -> {
            in.transferTo(OutputStream.nullOutputStream());
            return null;
        });
        assertThatThrownBy(() -> open(
                        decoder,
                        FakeDecoder.prefixed(endless),
                        AudioLimits.streaming().withDecoderTimeoutSeconds(0.2)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("decoderTimeoutSeconds");
        assertEnded(decoder);
        assertThatThrownBy(() -> open(
                        decoder,
                        FakeDecoder.prefixed(endless),
                        AudioLimits.defaults().withMaxBytes(1 << 20)))
                .isInstanceOf(AudioFormatException.class)
                .hasMessageContaining("AudioLimits.maxBytes");
        assertEnded(decoder);
    }

    @Test
    void timeInTheStreamOfTheUserIsNotTheDecoders() throws IOException, InterruptedException {
        InputStream slow = new InputStream() {
            private final InputStream in = FakeDecoder.input(8);

            @Override
            public int read() throws IOException {
                pause(150);
                return in.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                target[offset] = (byte) read();
                return target[offset] < 0 ? -1 : 1;
            }
        };
        FakeDecoder patient = new FakeDecoder(in -> {
            in.readAllBytes();
            boolean[] gave = {false};
            return FakeDecoder.source(8000, 1, (interleaved, maxFrames) -> {
                boolean first = !gave[0];
                gave[0] = true;
                return first ? one(interleaved) : -1;
            });
        });
        try (AudioReader reader = open(patient, slow, IMPATIENT)) {
            assertThat(reader.read(new float[10], 0, 10)).isOne();
            assertThat(reader.read(new float[10], 0, 10)).isEqualTo(-1);
        }
        assertEnded(patient);
    }

    private static void pause(long millis) throws IOException {
        try {
            assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Test
    void aDecoderMustNotTakeMuchLongerThanItsAudioLasts() throws IOException, InterruptedException {
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> {
            pause(100);
            return one(interleaved);
        });
        try (AudioReader reader =
                open(decoder, FakeDecoder.input(10), AudioLimits.defaults().withDecoderTimeoutSeconds(3))) {
            assertThatThrownBy(reader::readToTheEnd)
                    .isInstanceOf(AudioFormatException.class)
                    .hasMessageContaining("must take at most 3.0 s (AudioLimits.decoderTimeoutSeconds) more than");
        }
        assertEnded(decoder);
    }

    /** With so many decoders, each gets an eighth of a processor, and so is given eight times as long. */
    @Test
    void decodersThatShareTheProcessorsAreGivenLonger() throws InterruptedException, ExecutionException {
        int count = 8 * Runtime.getRuntime().availableProcessors();
        AudioLimits limits = AudioLimits.defaults().withDecoderTimeoutSeconds(0.1);
        CountDownLatch begun = new CountDownLatch(count);
        FakeDecoder decoder = new FakeDecoder(in -> {
            block();
            return null;
        });
        // Once alone, so that no class is loaded while time is measured.
        assertThatThrownBy(() -> open(decoder, FakeDecoder.input(100), limits))
                .isInstanceOf(AudioFormatException.class);
        Callable<Long> waiting = () -> {
            begun.countDown();
            begun.await();
            long start = System.nanoTime();
            assertThatThrownBy(() -> open(decoder, FakeDecoder.input(100), limits))
                    .isInstanceOf(AudioFormatException.class);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        };
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Long> millis = new ArrayList<>();
            for (Future<Long> done : threads.invokeAll(Collections.nCopies(count, waiting))) {
                millis.add(done.get());
            }
            Collections.sort(millis);
            assertThat(millis.get(count / 2)).isGreaterThan(400);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void anInterruptEndsTheReadingAndRemainsSet() throws IOException, InterruptedException {
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> block());
        try (AudioReader reader = open(decoder, FakeDecoder.input(100), AudioLimits.defaults())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> reader.read(new float[10], 0, 10)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertEnded(decoder);
        }
    }

    @Test
    void aReaderAtItsEndHasNoThread() throws IOException, InterruptedException {
        FakeDecoder decoder = FakeDecoder.wavWithin();
        AudioReader reader = open(decoder, FakeDecoder.prefixed(new SyntheticWav(8000, 3)), AudioLimits.defaults());
        assertThat(reader.readToTheEnd()).hasSize(24_000);
        assertEnded(decoder);
        reader.close();
    }

    @Test
    void aReaderThatNobodyHoldsLeavesNoThread() throws IOException, InterruptedException {
        FakeDecoder decoder = FakeDecoder.reading((interleaved, maxFrames) -> one(interleaved));
        WeakReference<AudioReader> reader =
                new WeakReference<>(open(decoder, FakeDecoder.input(100), AudioLimits.defaults()));
        Thread thread = decoder.thread.get();
        for (int round = 0; round < 100 && thread.isAlive(); round++) {
            System.gc();
            thread.join(200);
        }
        assertThat(reader.get()).isNull();
        assertEnded(decoder);
    }
}
