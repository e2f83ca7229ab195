package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps native calls and the end of the JVM apart. If the JVM ended, by {@code System.exit} for example, while a thread is
 * inside ONNX Runtime, native code would run on in a library that is being unloaded, which crashes the process.
 *
 * <p>A server completes its requests in shutdown hooks of its own, which run at the same time as the one here. When the JVM begins
 * to end, runs of open models are therefore admitted until no model is open any more or there has been no run for
 * {@value #QUIET_MILLISECONDS} ms, but for no longer than the seconds of the property {@value #PROPERTY},
 * {@value #DEFAULT_SECONDS} by default. Later runs are refused, and those in progress are waited for, for
 * {@value #PATIENCE_SECONDS} s at most. No model is opened or freed once the JVM has begun to end. No code of users runs inside
 * the gate, so no thread inside can be the one that ends the JVM and would wait for itself. The hook is registered only while a
 * model is open or being opened.
 */
final class ExitGate {
    /** The seconds for which runs are still admitted when the JVM ends; with 0, only those that have begun go on. */
    static final String PROPERTY = "ser4j.exit.seconds";

    private static final int DEFAULT_SECONDS = 3;
    private static final int PATIENCE_SECONDS = 10;

    /** Longer than the part of a classification outside native code, but no long wait at the end of a JVM with an open model. */
    private static final int QUIET_MILLISECONDS = 500;

    /** The gate of this JVM. */
    static final ExitGate JVM = new ExitGate();

    /** Not a monitor, which would pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private Thread hook;
    private int enrolled;
    private int inside;
    /** The time at which a thread left, or the JVM began to end, whatever came last. */
    private long lastInside;

    private boolean exiting;
    private boolean shut;

    private ExitGate() {}

    /**
     * Counts a model that is to be opened, and registers the hook for the first one.
     *
     * @throws ModelException if the JVM is ending
     */
    void enroll() {
        lock.lock();
        try {
            if (enrolled == 0) {
                Thread candidate = new Thread(this::drain, "ser4j-exit-gate");
                try {
                    Runtime.getRuntime().addShutdownHook(candidate);
                } catch (IllegalStateException e) {
                    throw new ModelException("a model cannot be opened while the JVM shuts down", e);
                }
                hook = candidate;
            }
            enrolled++;
        } finally {
            lock.unlock();
        }
    }

    /** Undoes {@link #enroll()}. */
    void withdraw() {
        lock.lock();
        try {
            enrolled--;
            left.signalAll();
            if (enrolled == 0 && !exiting) {
                try {
                    Runtime.getRuntime().removeShutdownHook(hook);
                } catch (IllegalStateException e) {
                    // The JVM has begun to end and is about to start the hook, which does no harm.
                    exiting = true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Enters to open or free a model, unless the JVM is ending. After each success, {@link #leave()} must be called.
     *
     * @return whether the caller is inside
     */
    boolean tryEnter() {
        return isInsideUnless(() -> exiting);
    }

    /**
     * Enters to run a model. After it, {@link #leave()} must be called.
     *
     * @throws ModelException if the JVM is ending and no further runs are admitted
     */
    void enter() {
        if (!isInsideUnless(() -> shut)) {
            throw new ModelException("a model cannot be run while the JVM shuts down");
        }
    }

    private boolean isInsideUnless(BooleanSupplier refused) {
        lock.lock();
        try {
            if (refused.getAsBoolean()) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves after {@link #enter()} or a successful {@link #tryEnter()}. */
    void leave() {
        lock.lock();
        try {
            inside--;
            lastInside = System.nanoTime();
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        lock.lock();
        try {
            exiting = true;
            lastInside = System.nanoTime();
            int openSeconds = Math.max(0, Integer.getInteger(PROPERTY, DEFAULT_SECONDS));
            awaitQuiet(lastInside + TimeUnit.SECONDS.toNanos(openSeconds));
            shut = true;
            awaitNobody(System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            // Whoever interrupts the hook wants the JVM to end at once.
            shut = true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitQuiet(long deadline) throws InterruptedException {
        long quiet = TimeUnit.MILLISECONDS.toNanos(QUIET_MILLISECONDS);
        while (enrolled > 0) {
            long now = System.nanoTime();
            long patience = Math.min(deadline - now, inside > 0 ? Long.MAX_VALUE : lastInside + quiet - now);
            if (patience <= 0) {
                return;
            }
            left.awaitNanos(patience);
        }
    }

    private void awaitNobody(long deadline) throws InterruptedException {
        for (long patience = deadline - System.nanoTime(); inside > 0 && patience > 0; ) {
            patience = left.awaitNanos(patience);
        }
    }
}
