package dev.lanewise.bench;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From the machine up to the commands: each package knows those below it, as listed here, and no other. */
class ArchitectureTest {
    private static final String ROOT = "dev.lanewise.bench";

    private static final Map<String, List<String>> USERS = Map.of(
            "base", List.of("machine", "workload", "training", "jmh", "duel", "report", "commands"),
            "machine", List.of("workload", "jmh", "duel", "report", "commands"),
            "workload", List.of("training", "jmh", "report", "commands"),
            "gemm", List.of("jmh", "duel", "report"),
            "training", List.of("duel", "report"),
            "dropout", List.of("jmh"),
            "jmh", List.of("report", "commands"),
            "duel", List.of("report", "commands"),
            "report", List.of("commands"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** {@code report} of {@code dev.lanewise.bench.report}, and {@code commands} of the package above. */
    private static String layer(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT)
                ? "commands"
                : name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    @Test
    void everyPackageIsInTheTableAndNoneOfItIsEmpty() {
        assertThat(CLASSES.stream().map(ArchitectureTest::layer).collect(Collectors.toSet()))
                .containsAll(USERS.keySet())
                .contains("commands")
                .hasSize(USERS.size() + 1);
    }

    @Test
    void packagesFormNoCircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void packagesAreUsedByThoseAboveThemOnly() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String each : USERS.keySet()) {
            layers = layers.layer(each).definedBy(ROOT + "." + each + "..");
        }
        layers = layers.layer("commands").definedBy(ROOT).whereLayer("commands").mayNotBeAccessedByAnyLayer();
        for (Map.Entry<String, List<String>> each : USERS.entrySet()) {
            layers = layers.whereLayer(each.getKey())
                    .mayOnlyBeAccessedByLayers(each.getValue().toArray(String[]::new));
        }
        layers.check(CLASSES);
    }
}
