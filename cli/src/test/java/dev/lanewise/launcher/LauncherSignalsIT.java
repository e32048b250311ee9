package dev.lanewise.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.cli.Patience;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signals end the launcher and what it started, and leave the program the time to finish. */
class LauncherSignalsIT {
    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void makeJar() throws Exception {
        jar = LauncherProcess.testJar(folder.resolve("test.jar"), "");
    }

    static Set<File> jdks() {
        return LauncherIT.jdks();
    }

    private static final class Running {
        final Process launcher;
        final BufferedReader out;
        final String child;

        Running(File jdk) throws Exception {
            ProcessBuilder builder = LauncherProcess.of(jdk, List.of(), jar, "wait").builder;
            // A Process closes its streams when it ends, whoever else still writes to them; cat reads on.
            List<Process> pipeline = Patience.startPipeline(builder, new ProcessBuilder("cat"));
            launcher = pipeline.get(0);
            out = pipeline.get(1).inputReader();
            child = out.readLine();
        }

        void signal(String... command) throws Exception {
            Process kill = Patience.start(new ProcessBuilder(command).inheritIO());
            assertThat(Patience.exitCode(kill)).isZero();
        }

        /** Standard output ends only when the child has ended too. */
        void assertEnds(int exitCode) throws Exception {
            assertThat(out.readLine()).isEqualTo("finished in time");
            assertThat(out.readLine()).isNull();
            assertThat(Patience.exitCode(launcher)).isEqualTo(exitCode);
        }

        String launcherPid() {
            return Long.toString(launcher.pid());
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void signalToTheLauncherAloneEndsBoth(String signal, int exitCode) throws Exception {
        for (File jdk : jdks()) {
            Running running = new Running(jdk);
            running.signal("kill", "-" + signal, running.launcherPid());
            running.assertEnds(exitCode);
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void signalToBothAsFromATerminalEndsBoth(String signal, int exitCode) throws Exception {
        for (File jdk : jdks()) {
            Running running = new Running(jdk);
            running.signal("kill", "-" + signal, running.child, running.launcherPid());
            running.assertEnds(exitCode);
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void childThatIsKilledTakesTheLauncherAlong(File jdk) throws Exception {
        Running running = new Running(jdk);
        running.signal("kill", "-KILL", running.child);
        assertThat(Patience.exitCode(running.launcher)).isEqualTo(128 + 9);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void launcherThatIsKilledLeavesNoOrphan(File jdk) throws Exception {
        Running running = new Running(jdk);
        running.signal("kill", "-KILL", running.launcherPid());
        running.assertEnds(128 + 9);
    }
}
