package dev.lanewise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in processes of their own, as users do, with the JDK that runs the test. */
final class CliProcess {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path JAR = Path.of(System.getProperty("cli.jar"));

    private CliProcess() {}

    /** What to start, for {@code cli.jar} and these arguments. */
    static List<String> command(List<String> jvmOptions, List<String> args) {
        List<String> out = new ArrayList<>(List.of(JAVA.toString()));
        out.addAll(jvmOptions);
        out.addAll(List.of("-jar", JAR.toString()));
        out.addAll(args);
        return out;
    }

    /** Runs a command to its end. */
    static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
        Path err = Files.createTempFile("cli", ".err");
        try {
            Process process = start(folder, command, err);
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(Patience.exitCode(process), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    /** Starts a command whose standard error goes to a file. */
    static Process start(Path folder, List<String> command, Path err) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(err.toFile())
                .start();
        process.getOutputStream().close();
        return process;
    }
}
