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

/** The import directions of the design: kernel and data below, nn above them, the step above that, train on top. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanewise");

    @Test
    void eachPackageUsesOnlyThoseBelowIt() {
        mayUse("spi");
        mayUse("random");
        mayUse("parallel");
        mayUse("kernel", "random");
        mayUse("data", "kernel", "random");
        mayUse("registry", "spi");
        mayUse("nn", "kernel", "random", "spi", "data");
        mayUse("model", "nn", "kernel");
        mayUse("optim", "kernel");
        mayUse("predict", "nn", "kernel", "data", "parallel");
        mayUse("step", "nn", "kernel", "random", "spi", "data", "registry", "parallel", "optim");
        mayUse(
                "train",
                "step",
                "predict",
                "nn",
                "model",
                "kernel",
                "random",
                "spi",
                "data",
                "registry",
                "parallel",
                "optim");
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
    void packagesAreFreeOfCycles() {
        slices().matching("dev.lanewise.(*)..").should().beFreeOfCycles().check(CORE);
    }

    /** Checks that a package of ours uses the JDK, itself and the named ones of ours. */
    private static void mayUse(String name, String... others) {
        String self = "dev.lanewise." + name + "..";
        String[] ours = new String[others.length + 1];
        ours[0] = self;
        for (int i = 0; i < others.length; i++) {
            ours[i + 1] = "dev.lanewise." + others[i] + "..";
        }
        classes()
                .that()
                .resideInAPackage(self)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(ours).or(resideInAnyPackage("java..", "javax..", "jdk..")))
                .allowEmptyShould(true)
                .check(CORE);
    }
}
