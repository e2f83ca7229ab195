package io.ser4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void resultsComeInTheOrderOfTheThings(int threads) {
        List<Integer> received = new ArrayList<>();
        Random random = new Random(1);
        int[] spins = random.ints(500, 0, 20_000).toArray();
        try (InOrder<Integer, Integer> inOrder = new InOrder<>(
                threads,
                i -> {
                    for (int spin = 0; spin < spins[i]; spin++) {
                        Thread.onSpinWait();
                    }
                    return i;
                },
                received::add)) {
            for (int i = 0; i < spins.length; i++) {
                inOrder.add(i);
            }
            inOrder.finish();
        }
        assertThat(received).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void othersRunAheadOfASlowThingOnlyToABound() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        AtomicInteger added = new AtomicInteger();
        List<Integer> received = new ArrayList<>();
        Thread adder = new Thread(() -> {
            try (InOrder<Integer, Integer> inOrder = new InOrder<>(2, i -> i == 0 ? await(slow) : i, received::add)) {
                for (int i = 0; i < 100; i++) {
                    added.incrementAndGet();
                    inOrder.add(i);
                }
                inOrder.finish();
            }
        });
        adder.start();
        // It must block at 2 x 8, waiting for the first.
        while (adder.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(added.get()).isLessThanOrEqualTo(16);
        slow.countDown();
        adder.join();
        assertThat(received).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void anExceptionIsNotLost() {
        try (InOrder<Integer, Integer> inOrder = new InOrder<>(1, i -> 1 / i, i -> {})) {
            // Either of the two may find the work done.
            assertThatThrownBy(() -> {
                        inOrder.add(0);
                        inOrder.finish();
                    })
                    .hasRootCauseInstanceOf(ArithmeticException.class);
        }
    }

    private static int await(CountDownLatch latch) {
        try {
            latch.await();
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
