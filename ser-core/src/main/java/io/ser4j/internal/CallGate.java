package io.ser4j.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets calls through while open; closing lets nobody in any more and waits for whoever is inside. */
public final class CallGate {
    /**
     * What runs inside.
     *
     * @param <R> what it returns
     * @param <E> what it may throw beside runtime exceptions
     */
    @FunctionalInterface
    public interface Work<R, E extends Exception> {
        /**
         * Runs.
         *
         * @return the result
         * @throws E if it fails
         */
        R run() throws E;
    }

    private final String name;

    /** How many calls this thread is inside of, or nothing. */
    private final ThreadLocal<Integer> depth = new ThreadLocal<>();

    /** Not a monitor, which would hold a virtual thread's carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private int inside;
    private volatile boolean closed;

    /**
     * An open gate.
     *
     * @param name what the gate guards, for the message to those who come too late
     */
    public CallGate(String name) {
        this.name = name;
    }

    /**
     * Runs a call that {@link #close} waits for.
     *
     * @param <R> what it returns
     * @param <E> what it may throw beside runtime exceptions
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
     * Runs a part of a call that has entered already, perhaps on another thread.
     *
     * @param <R> what it returns
     * @param <E> what it may throw beside runtime exceptions
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
     * Closes the gate and waits until the last call has left. Closing twice does no harm; an interrupt is kept for later.
     *
     * @throws IllegalStateException if this thread is inside a call, for which it would wait for ever; the gate stays as it is
     */
    public void close() {
        if (depth.get() != null) {
            throw new IllegalStateException("this " + name
                    + " must not be closed from inside one of its own calls, for which closing would wait for ever");
        }
        // Before the lock, so that callers who come and go without pause cannot keep this one out of it.
        closed = true;
        awaitLast();
    }

    /**
     * Fails where the gate is closed, for those who are about to work without passing it.
     *
     * @throws IllegalStateException if it is
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
