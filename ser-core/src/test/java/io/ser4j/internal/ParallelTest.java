package io.ser4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ParallelTest {
    private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

    @Test
    void resultsAreInTheOrderOfTheItems() {
        for (int threads : new int[] {1, 2, 7}) {
            assertThat(Parallel.map(ITEMS, i -> i * 2, threads))
                    .isEqualTo(ITEMS.stream().map(i -> i * 2).toList());
        }
        assertThat(Parallel.map(List.of(), i -> i, 4)).isEmpty();
    }

    @Test
    void nothingRunsOnAfterAFailure() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch others = new CountDownLatch(3);
        RuntimeException failure = new IllegalArgumentException("item 0");
        assertThatThrownBy(() -> Parallel.map(
                        ITEMS,
                        i -> {
                            running.incrementAndGet();
                            begun.incrementAndGet();
                            try {
                                others.countDown();
                                if (i == 0) {
                                    others.await();
                                    throw failure;
                                }
                                Thread.sleep(50);
                                return i;
                            } catch (InterruptedException e) {
                                return -i;
                            } finally {
                                running.decrementAndGet();
                            }
                        },
                        3))
                .isSameAs(failure);
        assertThat(running).hasValue(0);
        int atReturn = begun.get();
        assertThat(atReturn).isLessThan(ITEMS.size());
        assertThat(begun).hasValue(atReturn);
    }

    @Test
    void aFailureShowsTheCaller() {
        assertThatThrownBy(() -> Parallel.map(
                        ITEMS,
                        i -> {
                            throw new IllegalStateException("item " + i);
                        },
                        2))
                .satisfies(e -> assertThat(e.getStackTrace())
                        .extracting(StackTraceElement::getMethodName)
                        .contains("aFailureShowsTheCaller"));
    }

    @Test
    void errorsPassThroughToo() {
        Error error = new StackOverflowError("deep");
        assertThatThrownBy(() -> Parallel.map(
                        ITEMS,
                        i -> {
                            throw error;
                        },
                        2))
                .isSameAs(error);
    }

    @Test
    void anInterruptCountsEvenWithoutAWait() {
        for (int threads : new int[] {1, 2}) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> Parallel.map(ITEMS, i -> i, threads)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        AtomicInteger running = new AtomicInteger();
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> Parallel.map(
                        ITEMS,
                        i -> {
                            running.incrementAndGet();
                            caller.interrupt();
                            try {
                                Thread.sleep(20);
                                return i;
                            } catch (InterruptedException e) {
                                return -i;
                            } finally {
                                running.decrementAndGet();
                            }
                        },
                        2))
                .isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(running).hasValue(0);
    }
}
