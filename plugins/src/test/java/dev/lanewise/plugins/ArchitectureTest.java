package dev.lanewise.plugins;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The regularizers we ship see what a stranger's would see. */
class ArchitectureTest {
    @Test
    void pluginsUseTheSpiAndTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.lanewise.plugins..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.lanewise.plugins..", "dev.lanewise.spi..", "java..")
                .allowEmptyShould(true)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.lanewise.plugins"));
    }
}
