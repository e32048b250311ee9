package dev.lanewise.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The command line knows core; the plugins it meets at run time only. */
class ArchitectureTest {
    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanewise.cli", "dev.lanewise.launcher");

    @Test
    void commandsDoNotKnowAnyPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lanewise.plugins..", "jdk.incubator.vector..")
                .check(CLI);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.lanewise.cli.(*)..").should().beFreeOfCycles().check(CLI);
    }

    @Test
    void launcherTouchesNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.lanewise.launcher..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lanewise.launcher..", "java..")
                .check(CLI);
    }
}
