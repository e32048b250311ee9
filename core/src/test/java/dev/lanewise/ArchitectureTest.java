package dev.lanewise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What core may use. Who uses whom within it is in the README's table of packages, which a test of the command line checks. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanewise");

    @Test
    void coreNeedsNothingButTheJdk() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.lanewise..", "java..", "javax..", "jdk.."))
                .check(CORE);
    }

    @Test
    void onlySimdTouchesTheVectorModule() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.lanewise.kernel.simd..")
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.incubator.vector.."))
                .check(CORE);
    }

    @Test
    void packagesAreFreeOfCircles() {
        slices().matching("dev.lanewise.(**)").should().beFreeOfCycles().check(CORE);
    }
}
