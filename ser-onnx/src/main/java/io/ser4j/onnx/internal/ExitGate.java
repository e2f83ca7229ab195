package io.ser4j.onnx.internal;

import io.ser4j.ModelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps native calls and the end of the JVM apart: ending it, by {@code System.exit} say, while a thread is inside ONNX Runtime
 * would have native code run on in a library that is being taken down, which crashes the process.
 *
 * <p>Calls inside when the JVM begins to end are waited for, {@value #PATIENCE_SECONDS} s at most; later ones are refused. No
 * code of users runs inside the gate, so that nobody inside can be the one who ends the JVM and waits for himself. The shutdown
 * hook that does the waiting is registered only while somebody is enrolled: as long as a model is open or being opened.
 */
final class ExitGate {
    /** The gate of this JVM. */
    static final ExitGate JVM = new ExitGate();

    private static final int PATIENCE_SECONDS = 10;

    /** Not a monitor, which would hold a virtual thread's carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private Thread hook;
    private int enrolled;
    private int inside;
    private boolean exiting;

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
     * Steps inside, unless the JVM is ending. Every success is followed by {@link #leave()}.
     *
     * @return whether the caller is inside
     */
    boolean tryEnter() {
        lock.lock();
        try {
            if (exiting) {
                return false;
            }
            inside++;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Steps inside. Followed by {@link #leave()}.
     *
     * @throws ModelException if the JVM is ending
     */
    void enter() {
        if (!tryEnter()) {
            throw new ModelException("a model cannot be opened or run while the JVM shuts down");
        }
    }

    /** Steps outside. */
    void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        lock.lock();
        try {
            exiting = true;
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (inside > 0) {
                long patience = deadline - System.nanoTime();
                if (patience <= 0) {
                    return;
                }
                try {
                    left.awaitNanos(patience);
                } catch (InterruptedException e) {
                    // Somebody wants the JVM to end at once, and has it so.
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
