package io.ser4j.features.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded pool of {@link Workspace}s: as many as there are processors are kept, each trimmed, so that any number of threads
 * (virtual ones included) leaves no more memory behind than that. Never blocks: if none is idle, a new one is created.
 */
public final class Workspaces {
    private final AtomicReferenceArray<Workspace> idle =
            new AtomicReferenceArray<>(Runtime.getRuntime().availableProcessors());

    /** A workspace for one computation, to be given back. */
    public Workspace take() {
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) != null) {
                Workspace workspace = idle.getAndSet(i, null);
                if (workspace != null) {
                    return workspace;
                }
            }
        }
        return new Workspace();
    }

    /** Keeps a workspace for the next computation, if there is room. */
    public void giveBack(Workspace workspace) {
        workspace.trim();
        for (int i = 0; i < idle.length(); i++) {
            if (idle.getPlain(i) == null && idle.compareAndSet(i, null, workspace)) {
                return;
            }
        }
    }
}
