package dev.lanewise.testkit;

import dev.lanewise.registry.Thrown;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One hook applied to one whole matrix, block by block, and what must hold of any such hook.
 *
 * @param name of the hook's method
 * @param rows of the matrix
 * @param columns of the matrix
 * @param apply calls the hook for one block and returns the block's result
 */
record Pass(String name, int rows, int columns, Function<Cut, float[]> apply) {
    private static final int THREADS = 4;

    private static final int MOST_MINUTES = 1;

    /** The result for the whole matrix in these blocks. */
    float[] run(List<Cut> cuts) {
        float[] out = new float[rows * columns];
        for (Cut each : cuts) {
            each.into(out, columns, apply.apply(each));
        }
        return out;
    }

    float[] whole() {
        return run(Cut.of(rows, columns, rows, columns));
    }

    /** The checks that any hook must pass, for blocks of several sizes. */
    List<Check> checks(boolean wholeRows, boolean wholeColumns) {
        return List.of(
                new Check(name + " gives finite numbers and keeps to its block", this::checkFinite),
                new Check(
                        name + " gives the same bits for any cut into blocks",
                        () -> checkCuts(wholeRows, wholeColumns)),
                new Check(
                        name + " gives the same bits when called again and from several threads", this::checkThreads));
    }

    private void checkFinite() {
        float[] result = whole();
        for (int i = 0; i < result.length; i++) {
            if (!Float.isFinite(result[i])) {
                throw new ContractViolation(name + " made element " + i + " " + result[i]);
            }
        }
    }

    private void checkCuts(boolean wholeRows, boolean wholeColumns) {
        float[] expected = whole();
        int[] sizes = {1, 5, 32};
        for (int r : wholeColumns ? new int[] {rows} : sizes) {
            for (int c : wholeRows ? new int[] {columns} : sizes) {
                same(expected, run(Cut.of(rows, columns, r, c)), "in blocks of " + r + " x " + c);
            }
        }
    }

    private void checkThreads() {
        float[] expected = whole();
        same(expected, whole(), "when called again");
        List<Cut> cuts = Cut.of(rows, columns, rows, columns);
        ExecutorService pool = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().factory());
        try {
            List<Callable<float[]>> runs = Collections.nCopies(4 * THREADS, () -> run(cuts));
            for (Future<float[]> each : pool.invokeAll(runs, MOST_MINUTES, TimeUnit.MINUTES)) {
                same(expected, each.get(), "when called from several threads");
            }
        } catch (CancellationException e) {
            throw new ContractViolation(
                    name + " did not end within " + MOST_MINUTES + " minutes when called from several threads", e);
        } catch (ExecutionException e) {
            throw new ContractViolation(
                    "threw " + Thrown.text(e.getCause()) + " when called from several threads", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContractViolation("was interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void same(float[] expected, float[] actual, String when) {
        int at = Arrays.mismatch(expected, actual);
        if (at >= 0) {
            throw new ContractViolation(name + " made element " + at + " " + expected[at] + " of the whole, but "
                    + actual[at] + " " + when
                    + "; a hook may depend on nothing but its arguments, its element and its block's noise");
        }
    }
}
