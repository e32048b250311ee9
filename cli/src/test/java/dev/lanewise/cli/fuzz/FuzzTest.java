package dev.lanewise.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The inputs in {@code src/test/resources/fuzz}, all of them cut short, and some changes of each. {@link Fuzz#fuzzerTestOneInput} is the
 * entry for longer runs, which look for more.
 */
class FuzzTest {
    private static final Path CORPUS = Path.of("src/test/resources/fuzz");
    private static final int CHANGES = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FuzzTarget.class)
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whateverIsReadIsTakenOrRefusedWithWords(FuzzTarget target) throws IOException {
        List<Path> inputs;
        try (Stream<Path> all = Files.list(CORPUS.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            inputs = all.sorted().toList();
        }
        assertThat(inputs).isNotEmpty();
        SplittableRandom random = new SplittableRandom(1);
        for (Path each : inputs) {
            byte[] input = Files.readAllBytes(each);
            check(target, input, each);
            for (int i = 0; i < CHANGES; i++) {
                check(target, Arrays.copyOf(input, random.nextInt(input.length + 1)), each);
                byte[] changed = input.clone();
                for (int n = random.nextInt(4); n >= 0 && changed.length > 0; n--) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt();
                }
                check(target, changed, each);
            }
        }
    }

    private void check(FuzzTarget target, byte[] input, Path of) throws IOException {
        try {
            Fuzz.check(target, input, folder);
        } catch (AssertionError e) {
            throw new AssertionError(of.getFileName() + " as " + HexFormat.of().formatHex(input), e);
        }
    }
}
