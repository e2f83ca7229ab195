package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps native calls and the end of the JVM apart: ending it, by {@code System.exit} say, while a thread is inside ONNX Runtime
 * would have native code run on in a library that is being taken down, which crashes the process.
 *
 * <p>A server ends its requests in shutdown hooks of its own, which run beside the one here. When the JVM begins to end, runs of open
 * models are therefore let in as before while they come, for the seconds of the property {@value #PROPERTY}, {@value #DEFAULT_SECONDS}
 * unless set: until no model is open any more, or nobody has been inside for {@value #QUIET_MILLISECONDS} ms. Then later ones are
 * refused, and those inside waited for, {@value #PATIENCE_SECONDS} s at most. No model is opened or freed from the beginning on. No code
 * of users runs inside the gate, so that nobody inside can be the one who ends the JVM and waits for himself. The hook is registered
 * only while somebody is enrolled: as long as a model is open or being opened.
 */
final class ExitGate {
    /** For how many seconds models run on when the JVM ends; 0 for those runs alone that have begun. */
    static final String PROPERTY = "ser4j.exit.seconds";

    private static final int DEFAULT_SECONDS = 3;
    private static final int PATIENCE_SECONDS = 10;

    /** Longer than an utterance's classification is outside of native code, and no long wait for who ends the JVM with a model open. */
    private static final int QUIET_MILLISECONDS = 500;

    /** The gate of this JVM. */
    static final ExitGate JVM = new ExitGate();

    /** Not a monitor, which would hold a virtual thread's carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private Thread hook;
    private int enrolled;
    private int inside;
    /** When somebody was inside last, or the end of the JVM began. */
    private long lastInside;

    private boolean exiting;
    private boolean shut;

    private ExitGate() {}

    /**
     * Registers the hook, if nobody has yet.
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
                    // The JVM has begun to end and is about to start the hook, which does not mind.
                    exiting = true;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Steps inside to open or free a model, unless the JVM is ending. Every success is followed by {@link #leave()}.
     *
     * @return whether the caller is inside
     */
    boolean tryEnter() {
        return isInsideUnless(() -> exiting);
    }

    /**
     * Steps inside to run a model. Followed by {@link #leave()}.
     *
     * @throws ModelException if the JVM is ending, and nobody was inside for a while or too much time has passed
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

    /** Steps outside. */
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
            // Somebody wants the JVM to end at once, and has it so.
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
