package dev.lanewise.cli.session;

import dev.lanewise.cli.base.Timings.Phase;
import dev.lanewise.cli.run.RunConfig;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.registry.NamedRegularizer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has the JVM compile what training needs, beside the reading of the data. */
final class WarmUp {
    /** It takes a second or two; a machine so busy that it takes this long gains nothing by waiting on. */
    private static final int MOST_SECONDS = 20;

    private final Invocation invocation;
    private final CountDownLatch done = new CountDownLatch(1);

    private volatile Throwable failure;

    private WarmUp(Invocation invocation) {
        this.invocation = invocation;
    }

    /** Begins on a thread of its own. What fails here fails again in the run itself, which says so better. */
    static WarmUp start(Invocation invocation, RunConfig config, List<NamedRegularizer> made, Kernels kernels) {
        WarmUp warmUp = new WarmUp(invocation);
        Thread.ofPlatform().daemon().name("warm-up").start(() -> {
            try {
                config.trainer(made).kernels(kernels).warmUp(config.network(FashionMnist.CLASS_NAMES.size()));
            } catch (RuntimeException | OutOfMemoryError e) {
                warmUp.failure = e;
            } finally {
                warmUp.done.countDown();
            }
        });
        return warmUp;
    }

    /** Waits for its end, but not for long. */
    void await() {
        invocation.timings().enter(Phase.WARM_UP);
        try {
            if (!done.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                invocation.terminal().detail("Warm-up is still going on; training begins all the same");
            } else if (failure != null) {
                invocation.terminal().detail("Warm-up failed: " + failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while warming up", e);
        }
    }
}
