package dev.lanewise.cli;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the command line may use. {@link PackageTableArchitectureTest} has who may use whom. */
class ArchitectureTest {
    private static final JavaClasses CLI = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.lanewise.cli", "dev.lanewise.launcher");

    private static final JavaClasses CLI_AND_TESTS =
            new ClassFileImporter().importPackages("dev.lanewise.cli", "dev.lanewise.launcher");

    /** Calls that return only when something has happened, whenever that is. */
    private static final DescribedPredicate<JavaCall<?>> WAITING = DescribedPredicate.describe(
            "wait without a limit",
            call -> call.getTarget().getRawParameterTypes().isEmpty()
                    && call.getTarget().getName().matches("waitFor|join|get|await|take|wait|close|acquire")
                    && waits(call.getTargetOwner()));

    private static boolean waits(JavaClass owner) {
        return owner.isAssignableTo(Process.class)
                || owner.isAssignableTo(Thread.class)
                || owner.isAssignableTo(Future.class)
                || owner.isAssignableTo(ExecutorService.class)
                || owner.getPackageName().startsWith("java.util.concurrent")
                        && !owner.getName().contains("atomic");
    }

    @Test
    void commandsDoNotKnowAnyPlugin() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lanewise.plugins..", "jdk.incubator.vector..")
                .check(CLI);
    }

    @Test
    void packagesAreFreeOfCircles() {
        assertThat(CLI.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
                .hasSizeGreaterThan(10);
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

    /** But for the launcher's wait for the program itself, which may train for days. */
    @Test
    void nothingIsWaitedForWithoutALimit() {
        noClasses()
                .should()
                .callMethodWhere(WAITING.and(DescribedPredicate.describe(
                        "outside of the launcher's wait for the program",
                        call -> !call.getOrigin().getFullName().endsWith("launcher.ChildProcess.awaitExit()"))))
                .check(CLI_AND_TESTS);
    }

    @Test
    void processesOfTestsAreStartedWithALimit() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Patience.class.getName())
                .and()
                .doNotHaveFullyQualifiedName("dev.lanewise.launcher.ChildProcess")
                .and()
                .doNotHaveFullyQualifiedName("dev.lanewise.cli.view.TerminalSize") // has a limit of its own
                .should()
                .callMethodWhere(target(nameMatching("start|startPipeline"))
                        .and(target(owner(DescribedPredicate.describe(
                                "ProcessBuilder", each -> each.isEquivalentTo(ProcessBuilder.class))))))
                .check(CLI_AND_TESTS);
    }

    /** Reading an object could run code of whatever class it is of. */
    @Test
    void noObjectIsSerialized() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.io\\.Object(Input|Output)Stream|java\\.beans\\.XML(De|En)coder|java\\.rmi\\..*")
                .check(CLI);
    }
}
