package dev.lanewise.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands in processes of their own, as users do, with the JDK that runs the test. */
public final class CliProcess {
    static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    static final Path JAR = Path.of(System.getProperty("cli.jar"));

    private CliProcess() {}

    /** What to start, for {@code cli.jar} and these arguments. */
    static List<String> command(List<String> jvmOptions, List<String> args) {
        return command(jvmOptions, JAR, args);
    }

    private static List<String> command(List<String> jvmOptions, Path jar, List<String> args) {
        List<String> out = new ArrayList<>(List.of(JAVA.toString()));
        out.addAll(jvmOptions);
        out.addAll(List.of("-jar", jar.toString()));
        out.addAll(args);
        return out;
    }

    /** Runs a copy of {@code cli.jar} to its end. */
    public static Outcome cli(Path jar, String... args) throws IOException, InterruptedException {
        return run(new ProcessBuilder(command(List.of(), jar, List.of(args))));
    }

    /** Runs a command to its end. */
    static Outcome run(Path folder, List<String> command) throws IOException, InterruptedException {
        return run(new ProcessBuilder(command).directory(folder.toFile()));
    }

    /** Runs a program to its end. Its output goes to files, so that waiting for the end has a limit whatever the program does. */
    public static Outcome run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("process", ".out");
        Path err = Files.createTempFile("process", ".err");
        try {
            Process process = start(builder.redirectOutput(out.toFile()), err);
            return new Outcome(Patience.exitCode(process), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Starts a command whose standard error goes to a file. */
    static Process start(Path folder, List<String> command, Path err) throws IOException {
        return start(new ProcessBuilder(command).directory(folder.toFile()), err);
    }

    private static Process start(ProcessBuilder builder, Path err) throws IOException {
        Process process = Patience.start(builder.redirectError(err.toFile()));
        process.getOutputStream().close();
        return process;
    }
}
