package dev.lanewise.cli.fuzz;

import com.sun.management.ThreadMXBean;
import dev.lanewise.cli.base.ExitCode;
import dev.lanewise.cli.base.Failures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.logging.LogManager;

/**
 * What a fuzzer calls, with {@code -Dfuzz.target=idx} and the like: any input is taken, or refused by an exception that users are
 * told by, with no more memory than fits its length.
 */
public final class Fuzz {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static {
        LogManager.getLogManager().reset(); // The JDK logs what it finds odd in a manifest.
    }

    private static FuzzTarget chosen;
    private static Path folder;

    private Fuzz() {}

    /** Called for each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (chosen == null) {
            chosen = FuzzTarget.valueOf(System.getProperty("fuzz.target").toUpperCase(Locale.ROOT));
            folder = Files.createTempDirectory("fuzz");
        }
        check(chosen, input, folder);
    }

    /** @throws AssertionError if the input is handled in any other way */
    static void check(FuzzTarget target, byte[] input, Path folder) throws IOException {
        if (allocated(target, input, folder) > target.mostBytes(input.length)) {
            // Whoever comes first loads classes, which a fuzzer rewrites at that.
            long allocated = allocated(target, input, folder);
            if (allocated > target.mostBytes(input.length)) {
                throw new AssertionError(target + " allocated " + allocated + " bytes for an input of " + input.length);
            }
        }
    }

    private static long allocated(FuzzTarget target, byte[] input, Path folder) throws IOException {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            target.read(input, folder);
        } catch (UncheckedIOException e) {
            throw new AssertionError(e);
        } catch (RuntimeException e) {
            if (Failures.exitCode(e) == ExitCode.UNEXPECTED) {
                throw new AssertionError(target + " failed by an exception that is not for users", e);
            }
            if (e.getMessage() == null || e.getMessage().isBlank()) {
                throw new AssertionError("without a word", e);
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
