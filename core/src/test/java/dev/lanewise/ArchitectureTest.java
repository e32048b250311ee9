package dev.lanewise;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What core may use. Who uses whom within it is in the README's table of packages, which a test of the command line checks. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanewise");

    private static final JavaClasses CORE_AND_TESTS = new ClassFileImporter().importPackages("dev.lanewise");

    /** Calls that return only when a process or thread has done something, whenever that is. */
    private static final DescribedPredicate<JavaCall<?>> WAITING = DescribedPredicate.describe(
            "wait without a limit",
            call -> call.getTarget().getRawParameterTypes().isEmpty()
                    && call.getTarget().getName().matches("waitFor|join|get|await|take|acquire")
                    && Stream.of(Process.class, Thread.class, Future.class, CountDownLatch.class, Semaphore.class)
                            .anyMatch(call.getTargetOwner()::isAssignableTo));

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

    /** Packages and those below them alike: {@code kernel}, {@code kernel.simd} and {@code kernel.choice} are three. */
    @Test
    void packagesAreFreeOfCircles() {
        assertThat(CORE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .contains("dev.lanewise.kernel", "dev.lanewise.kernel.simd", "dev.lanewise.kernel.choice")
                .hasSizeGreaterThan(15);
        slices().matching("dev.lanewise.(**)").should().beFreeOfCycles().check(CORE);
    }

    /** A test that hangs tells nothing, and a program that does is killed. */
    @Test
    void nothingIsWaitedForWithoutALimit() {
        noClasses().should().callMethodWhere(WAITING).check(CORE_AND_TESTS);
    }

    /** Reading an object could run code of whatever class it is of. */
    @Test
    void noObjectIsSerialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.Object(Input|Output)Stream|java\\.beans\\.XML(De|En)coder|java\\.rmi\\..*")
                .check(CORE_AND_TESTS);
    }
}
