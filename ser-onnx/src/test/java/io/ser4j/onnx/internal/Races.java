package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import io.ser4j.onnx.OnnxModels;
import io.ser4j.onnx.OnnxOptions;
import io.ser4j.onnx.TestModels;
import io.ser4j.spi.EmotionModel;
import io.ser4j.spi.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The program that {@link RaceTest} runs in child JVMs: the model is closed or the JVM ends during calls to ONNX Runtime. */
final class Races {
    private static final int THREADS = 3;

    /** From this delay on, the delay begins once something has been done, however busy the machine is. */
    private static final int LONG_DELAY_MS = 1000;

    private static final int PATIENCE_SECONDS = 60;

    private static final AtomicInteger DONE = new AtomicInteger();
    private static final CountDownLatch FIRST_DONE = new CountDownLatch(1);

    private Races() {}

    public static void main(String[] arguments) throws InterruptedException {
        int number = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "close-during-run" -> closeDuringRuns(number);
            case "exit-during-creation" -> exitDuring(number, Races::createForEver);
            case "exit-during-run" -> exitDuring(number, Races::runForEver);
            case "drain" -> drain(number);
            case "exit" -> exit(number > 0);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void closeDuringRuns(int races) throws InterruptedException {
        AtomicInteger closed = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        for (int race = 0; race < races; race++) {
            EmotionModel model = OnnxModels.bundled();
            Tensor features = features(model);
            CountDownLatch running = new CountDownLatch(THREADS);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Thread thread = new Thread(() -> {
                    running.countDown();
                    try {
                        while (true) {
                            model.infer(features);
                            runs.incrementAndGet();
                        }
                    } catch (IllegalStateException e) {
                        closed.incrementAndGet();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            running.await();
            Thread.sleep(race % 8);
            model.close();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        System.out.println("races " + races + ", refused " + closed + ", handles " + Handle.open());
        System.out.println("some runs: " + (runs.get() > 0));
    }

    private static void exitDuring(int milliseconds, Runnable work) throws InterruptedException {
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (ModelException | IllegalStateException e) {
                    System.out.println("refused: " + e.getMessage());
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        if (milliseconds >= LONG_DELAY_MS && !FIRST_DONE.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            System.out.println("nothing was done within " + PATIENCE_SECONDS + " s");
        }
        Thread.sleep(milliseconds);
        System.out.println("exit after " + DONE);
        if (milliseconds % 2 == 0) {
            System.exit(0);
        }
        // Otherwise, the last user thread ends, which ends the JVM in another way.
    }

    /** As a server does: its own shutdown hook runs models, with pauses, until its requests are done, and closes them. */
    private static void drain(int pause) {
        EmotionModel model = OnnxModels.bundled();
        Tensor features = features(model);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (int i = 0; i < 10; i++) {
                pause(pause);
                model.infer(features);
            }
            model.close();
            System.out.println("drained after 10");
        }));
        model.infer(features);
        System.exit(0);
    }

    /** Ends the JVM after one model was opened and another one refused; prints whether the hook of the gate runs. */
    private static void exit(boolean closed) {
        EmotionModel model = OnnxModels.fromBytes(TestModels.onnx("linear"), OnnxOptions.defaults());
        try {
            byte[] noGraph = {8, 8};
            OnnxModels.fromBytes(noGraph, TestModels.SPEC, TestModels.FRONT_END, OnnxOptions.defaults());
        } catch (ModelException e) {
            System.out.println("refused: " + e.getMessage());
        }
        if (closed) {
            model.close();
        }
        Thread ending = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            // All hooks have begun once the thread that ends the JVM waits for them.
            while (ending.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            boolean watched = Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().equals("ser4j-exit-gate"));
            System.out.println("watched: " + watched);
        }));
        System.exit(0);
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void createForEver() {
        while (true) {
            OnnxModels.bundled().close();
            countDone();
        }
    }

    private static void runForEver() {
        EmotionModel model = OnnxModels.bundled();
        Tensor features = features(model);
        while (true) {
            model.infer(features);
            countDone();
        }
    }

    private static void countDone() {
        DONE.incrementAndGet();
        FIRST_DONE.countDown();
    }

    private static Tensor features(EmotionModel model) {
        int rate = model.spec().sampleRateHz();
        return model.frontEnd().apply(io.ser4j.AudioClip.of(new float[rate], rate));
    }
}
