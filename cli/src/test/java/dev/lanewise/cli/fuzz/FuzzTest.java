package dev.lanewise.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The inputs in {@code src/test/resources/fuzz}, and random changes of them. {@code .ci/fuzz} goes through millions of changes, those
 * of another seed if it is told to.
 */
class FuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int CHANGES = Integer.getInteger("fuzz.changes", 500);
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** A hundredth of a second for an input, on the busiest machine, and some minutes; what takes longer hangs. */
    private static final Duration MOST_TIME = Duration.ofMinutes(5).plusMillis(10L * CHANGES);

    @TempDir
    Path folder;

    private volatile byte[] current;

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    void whateverIsReadIsTakenOrRefusedWithWords(FuzzTarget target) throws IOException {
        List<byte[]> inputs = new ArrayList<>();
        try (Stream<Path> all = Files.list(CORPUS.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            for (Path each : all.sorted().toList()) {
                inputs.add(Files.readAllBytes(each));
            }
        }
        assertThat(inputs).isNotEmpty();
        long start = System.nanoTime();
        try {
            assertTimeoutPreemptively(MOST_TIME, () -> checkAll(target, inputs));
        } catch (AssertionError e) {
            throw new AssertionError(target + " given " + HexFormat.of().formatHex(current), e);
        }
        if (CHANGES > 1000) {
            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            System.out.printf("%s: %,d inputs without a finding in %d s%n", target, inputs.size() + CHANGES, seconds);
        }
    }

    private void checkAll(FuzzTarget target, List<byte[]> inputs) throws IOException {
        for (byte[] each : inputs) {
            check(target, each);
        }
        Mutation mutation = new Mutation(inputs, new SplittableRandom(SEED));
        for (int i = 0; i < CHANGES; i++) {
            check(target, mutation.next());
        }
    }

    private void check(FuzzTarget target, byte[] input) throws IOException {
        current = input;
        Fuzz.check(target, input, folder);
    }
}
