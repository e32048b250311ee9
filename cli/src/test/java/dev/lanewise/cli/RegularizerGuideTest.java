package dev.lanewise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.spi.ActivationBlock;
import dev.lanewise.spi.BatchRow;
import dev.lanewise.spi.EpochFigures;
import dev.lanewise.spi.Noise;
import dev.lanewise.spi.Step;
import dev.lanewise.spi.TargetBlock;
import dev.lanewise.spi.WeightBlock;
import dev.lanewise.spi.WeightMatrix;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/writing-a-regularizer.md says of what hooks are handed. */
class RegularizerGuideTest {
    private static final List<String> OF_EVERY_RECORD = List.of("equals", "hashCode", "toString");

    private static String reference() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root = Files.exists(here.resolve("docs/lecture")) ? here : here.getParent();
        String page = Files.readString(root.resolve("docs/writing-a-regularizer.md"));
        assertThat(page).contains("### What hooks are handed");
        return page.substring(page.indexOf("### What hooks are handed"), page.indexOf("### In which order"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                ActivationBlock.class,
                BatchRow.class,
                TargetBlock.class,
                WeightBlock.class,
                WeightMatrix.class,
                Step.class,
                EpochFigures.class,
                Noise.class
            })
    void everyMemberOfWhatHooksAreHandedIsExplained(Class<?> handed) throws IOException {
        String text = reference();
        int from = text.indexOf("`" + handed.getSimpleName() + "`");
        assertThat(from).as(handed.getSimpleName()).isNotNegative();
        assertThat(Arrays.stream(handed.getDeclaredMethods())
                        .map(Method::getName)
                        .distinct())
                .filteredOn(each -> !OF_EVERY_RECORD.contains(each))
                .allSatisfy(each -> assertThat(text.substring(from)).contains("`" + each + "("));
    }
}
