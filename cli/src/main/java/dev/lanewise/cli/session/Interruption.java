package dev.lanewise.cli.session;

import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.plugin.RunningPlugin;
import dev.lanewise.cli.view.Words;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command tidy up when the process is told to end. Java answers Ctrl-C and SIGTERM by running shutdown hooks, after
 * which it exits with 130 or 143; the hook here asks the command to stop and waits for it. A plug-in that calls {@link System#exit}
 * runs them too, and must not make the process look as if all were well.
 */
public final class Interruption {
    private static final long SHORT_WAIT_SECONDS = 2;
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    /** Starts to listen for the end of the process. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "lanewise-stop"));
    }

    /** The command should stop as soon as it can. */
    public void request() {
        requested = true;
    }

    private void stop() {
        RunningPlugin.exiting().ifPresent(Interruption::refuseExit);
        request();
        try {
            if (finished.await(SHORT_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            say("stopping; waiting for the current step, but not longer than " + PATIENCE_SECONDS + " seconds");
            if (!finished.await(PATIENCE_SECONDS - SHORT_WAIT_SECONDS, TimeUnit.SECONDS)) {
                say("stopped without waiting any longer for "
                        + RunningPlugin.called().orElse("the current step"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit code that the plug-in chose would be a lie. The last checkpoint is whole, as each takes the place of the one before at once. */
    private static void refuseExit(String plugin) {
        say(plugin + " ended the program by System.exit; report it to the plug-in's author, or train without it");
        Runtime.getRuntime().halt(ExitCode.REGULARIZER.code());
    }

    private static void say(String text) {
        System.err.println("lanewise: " + Words.plain(text));
        System.err.flush();
    }

    /** Whether the command should stop. */
    public boolean requested() {
        return requested;
    }

    /** The command has done all it will do. */
    public void finished() {
        finished.countDown();
    }
}
