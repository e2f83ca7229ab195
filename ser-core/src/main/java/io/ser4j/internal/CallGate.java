package io.ser4j.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Admits calls while open. Closing refuses further calls, and waits for those in progress. */
public final class CallGate {
    /**
     * A call.
     *
     * @param <R> the type of its result
     * @param <E> what it may throw besides runtime exceptions
     */
    @FunctionalInterface
    public interface Work<R, E extends Exception> {
        /**
         * Runs the call.
         *
         * @return the result
         * @throws E if it fails
         */
        R run() throws E;
    }

    private final String name;

    /** The number of calls that this thread is inside, or null for none. */
    private final ThreadLocal<Integer> depth = new ThreadLocal<>();

    /** Not a monitor, which would pin a virtual thread to its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private int inside;
    private volatile boolean closed;

    /**
     * Creates an open gate.
     *
     * @param name the name of what the gate guards, for messages
     */
    public CallGate(String name) {
        this.name = name;
    }

    /**
     * Runs a call that {@link #close} waits for.
     *
     * @param <R> the type of its result
     * @param <E> what it may throw besides runtime exceptions
     * @param call runs on this thread; cannot close the gate
     * @return the call's result
     * @throws E if the call does
     * @throws IllegalStateException if the gate is closed
     */
    public <R, E extends Exception> R call(Work<R, E> call) throws E {
        enter();
        try {
            return within(call);
        } finally {
            leave();
        }
    }

    /**
     * Runs a part of a call that has already been admitted, perhaps on another thread.
     *
     * @param <R> the type of its result
     * @param <E> what it may throw besides runtime exceptions
     * @param part runs on this thread, and ends before the call does; cannot close the gate
     * @return the part's result
     * @throws E if the part does
     */
    public <R, E extends Exception> R within(Work<R, E> part) throws E {
        Integer outer = depth.get();
        depth.set(outer == null ? 1 : outer + 1);
        try {
            return part.run();
        } finally {
            if (outer == null) {
                depth.remove();
            } else {
                depth.set(outer);
            }
        }
    }

    /**
     * Closes the gate and waits until the last call has returned. Closing again only waits. An interrupt does not end the wait,
     * and the interrupt status remains set.
     *
     * @throws IllegalStateException if this thread is inside a call, for which it would wait for ever; nothing is closed then
     */
    public void close() {
        if (depth.get() != null) {
            throw new IllegalStateException("this " + name
                    + " must not be closed from inside one of its own calls, for which closing would wait for ever");
        }
        // Set before the lock is taken, so that an endless succession of calls cannot keep this thread from getting it.
        closed = true;
        awaitLast();
    }

    /**
     * Fails if the gate is closed; for work that is not run as a call.
     *
     * @throws IllegalStateException if the gate is closed
     */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this " + name + " is closed");
        }
    }

    private void awaitLast() {
        lock.lock();
        try {
            while (inside > 0) {
                left.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void enter() {
        requireOpen();
        lock.lock();
        try {
            requireOpen();
            inside++;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            inside--;
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
