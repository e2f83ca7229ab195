package io.ser4j.internal;

import java.util.function.Supplier;

/** Lets calls through while open; closing lets nobody in any more and waits for whoever is inside. */
public final class CallGate {
    private final String name;
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
     * @param call runs on this thread; must not close the gate
     * @return the call's result
     * @throws IllegalStateException if the gate is closed
     */
    public <R> R call(Supplier<R> call) {
        enter();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** Closes the gate and waits until the last call has left. Closing twice does no harm; an interrupt is kept for later. */
    public void close() {
        // Before the lock, so that callers who come and go without pause cannot keep this one out of it.
        closed = true;
        awaitLast();
    }

    private synchronized void awaitLast() {
        boolean interrupted = false;
        while (inside > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter() {
        requireOpen();
        synchronized (this) {
            requireOpen();
            inside++;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this " + name + " is closed");
        }
    }

    private synchronized void leave() {
        inside--;
        notifyAll();
    }
}
