package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.Outcome;
import dev.lanewise.cli.Patience;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher as a process, started by the JDK of this test and by an older one. */
class LauncherIT {
    private static final File CURRENT = new File(System.getProperty("java.home"));

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void makeJar() throws Exception {
        jar = LauncherProcess.testJar(folder.resolve("with a space/test ü.jar"), "-Dwanted=yes  -Xmx300m ");
    }

    /** The JDK of this test, and the first older one that is installed. */
    static Set<File> jdks() {
        Set<File> jdks = new LinkedHashSet<>(List.of(CURRENT));
        Places.usual().stream()
                .flatMap(pattern -> Places.matching(pattern).stream())
                .filter(home -> Jdk.in(home).executable().canExecute())
                .filter(home -> String.valueOf(Jdk.in(home).problem()).startsWith("is Java "))
                .findFirst()
                .ifPresentOrElse(
                        jdks::add,
                        () -> System.err.println(
                                "LauncherIT: NO OLDER JDK IS INSTALLED, SO THE LAUNCHER WAS TESTED WITH JAVA "
                                        + System.getProperty("java.version")
                                        + " ONLY. Install a JDK 17 to test it with that."));
        return jdks;
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void argumentsArriveExactly(File jdk) throws Exception {
        List<String> args = new ArrayList<>(List.of("arguments", "", " ", "a b", "\"q\"", "'", "\\", "\\\"", "üñ✓𝄞"));
        args.addAll(List.of("*", "@file", "$HOME", "%PATH%", "-Dx=y", "-cp", "--", "-jar", "a\tb", ""));
        IntStream.range(0, 1000).mapToObj(i -> "argument " + i).forEach(args::add);
        Outcome result = run(jdk, args.toArray(String[]::new));
        assertThat(result.out()).isEqualTo(String.join("\n", args));
        assertThat(result.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void vectorsWorkAndNobodyWarns(File jdk) throws Exception {
        assertThat(run(jdk, "vector")).isEqualTo(new Outcome(0, "0.0", ""));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void standardErrorArrivesAsItIsWritten(File jdk) throws Exception {
        assertThat(run(jdk, "progress")).isEqualTo(new Outcome(0, "", "\r 50%\r100%"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void exitCodePassesThrough(File jdk) throws Exception {
        assertThat(run(jdk, "exit", "42")).isEqualTo(new Outcome(42, "", ""));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void uncaughtExceptionLooksAsWithoutALauncher(File jdk) throws Exception {
        Outcome result = run(jdk, "throw", "out of luck");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("Exception in thread \"main\" java.lang.IllegalStateException: out of luck")
                .doesNotContain("InvocationTargetException");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void standardStreamsAreTheSameFiles(File jdk) throws Exception {
        Path in = Files.writeString(folder.resolve("in"), "");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        LauncherProcess launcher = LauncherProcess.of(jdk, List.of(), jar, "streams");
        Process process = Patience.start(launcher.builder
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()));
        assertThat(Patience.exitCode(process)).isZero();
        assertThat(out).content().isEqualTo(in + "\n" + out + "\n" + err + "\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void standardInputPassesThroughToTheEnd(File jdk) throws Exception {
        Process process = Patience.start(LauncherProcess.of(jdk, List.of(), jar, "copy").builder);
        byte[] bytes = new byte[50_000];
        process.getOutputStream().write(bytes);
        process.getOutputStream().close();
        assertThat(process.getInputStream().readAllBytes()).isEqualTo(bytes);
        assertThat(Patience.exitCode(process)).isZero();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void jarMayBeNamedRelativeToTheWorkingDirectory(File jdk) throws Exception {
        LauncherProcess launcher = LauncherProcess.of(jdk, List.of(), jar.getFileName(), "where");
        launcher.builder.directory(jar.getParent().toFile());
        assertThat(launcher.run())
                .isEqualTo(new Outcome(0, jar.getParent().toRealPath().toString(), ""));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void callersOptionsFollowTheWantedOnesAndArriveOnce(File jdk) throws Exception {
        LauncherProcess launcher = LauncherProcess.of(jdk, List.of("-Xmx200m", "-Dx=a b"), jar, "jvm");
        launcher.builder.environment().put("JAVA_TOOL_OPTIONS", "-Dtool=1");
        launcher.builder.environment().put("JDK_JAVA_OPTIONS", "-Djdk=2");
        String out = launcher.run().out();
        assertThat(out).contains("environment nullnull");
        assertThat(out.substring(out.indexOf("options"), out.indexOf(']')))
                .containsSubsequence("-Dwanted=yes", "-Xmx300m", "-Dtool=1", "-Djdk=2", "-Xmx200m", "-Dx=a b")
                .containsOnlyOnce("-Dtool=1")
                .containsOnlyOnce("-Djdk=2");
    }

    @Test
    void noRelaunchWhenTheModuleIsThere() throws Exception {
        List<String> options = List.of("--add-modules", "jdk.incubator.vector");
        Process process = Patience.start(LauncherProcess.of(CURRENT, options, jar, "jvm").builder);
        assertThat(LauncherProcess.text(process.getInputStream())).startsWith("pid " + process.pid() + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "list x", "jvm --help", "jvm x -h"})
    void noRelaunchForALightCommand(String line) throws Exception {
        Process process = Patience.start(LauncherProcess.of(CURRENT, List.of(), jar, line.split(" ")).builder);
        assertThat(LauncherProcess.text(process.getInputStream())).startsWith("pid " + process.pid() + "\n");
    }

    @Test
    void debugShowsTheCommandThatIsStarted() throws Exception {
        Outcome result = run(CURRENT, "arguments", "it's", "--debug");
        assertThat(result.err())
                .startsWith("lanewise: starting " + CURRENT
                        + "/bin/java -Xlog:disable -Xlog:all=warning:stderr -Dwanted=yes -Xmx300m -cp '")
                .endsWith(" arguments 'it'\\''s' --debug\n");
    }

    @Test
    void chosenJdkThatDoesNotFitIsAnErrorOfOneSentence() throws Exception {
        File old = FakeJdk.full(folder.resolve("25.0.2"), "25.0.2");
        assertThat(runWith(old))
                .isEqualTo(new Outcome(
                        8,
                        "",
                        "lanewise: LANEWISE_JAVA_HOME=" + old + " is Java 25.0.2, and 25.0.3 or later is needed; set it"
                                + " to the folder of a JDK 25.0.3 or later, or unset it to let one be found\n"));
    }

    @Test
    void jdkThatCannotBeStartedIsAnErrorOfOneSentence() throws Exception {
        File broken = FakeJdk.with(folder.resolve("broken"), "25.0.3", FakeJdk.FULL, "#!/no/such/shell\n");
        Outcome result = runWith(broken);
        assertThat(result.code()).isEqualTo(8);
        assertThat(result.err())
                .startsWith("lanewise: the JDK " + broken + " cannot be started")
                .hasLineCount(1);
    }

    @Test
    void moduleIsLoadedEarlyWhereItCannotBeLoadedLate() throws Exception {
        String program =
                "#!/bin/sh\ncase \"$*\" in *--add-modules=jdk.incubator.vector*) echo early;; *) exit 75;; esac\n";
        File future = FakeJdk.with(folder.resolve("future"), "99", FakeJdk.FULL, program);
        assertThat(runWith(future)).isEqualTo(new Outcome(0, "early\n", ""));
    }

    private static Outcome runWith(File chosenJdk) throws Exception {
        LauncherProcess launcher = LauncherProcess.of(CURRENT, List.of(), jar, "vector");
        launcher.builder.environment().put("LANEWISE_JAVA_HOME", chosenJdk.getPath());
        return launcher.run();
    }

    private static Outcome run(File jdk, String... args) throws Exception {
        return LauncherProcess.of(jdk, List.of(), jar, args).run();
    }
}
