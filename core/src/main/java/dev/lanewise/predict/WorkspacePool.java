package dev.lanewise.predict;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Workspaces that are not in use. Threads look for one at a place of their own first, so that they seldom meet; more are made
 * when all are in use, and of those as many are kept as there is room for.
 */
final class WorkspacePool {
    private final Supplier<Workspace> maker;
    private final AtomicReferenceArray<Workspace> idle;

    WorkspacePool(int most, Supplier<Workspace> maker) {
        this.maker = maker;
        idle = new AtomicReferenceArray<>(most);
    }

    Workspace take() {
        int own = own();
        for (int i = 0; i < idle.length(); i++) {
            int at = (own + i) % idle.length();
            Workspace found = idle.get(at) == null ? null : idle.getAndSet(at, null);
            if (found != null) {
                return found;
            }
        }
        return maker.get();
    }

    void giveBack(Workspace workspace) {
        int own = own();
        for (int i = 0; i < idle.length(); i++) {
            int at = (own + i) % idle.length();
            if (idle.get(at) == null && idle.compareAndSet(at, null, workspace)) {
                return;
            }
        }
    }

    private int own() {
        return (int) (Thread.currentThread().threadId() % idle.length());
    }
}
