package dev.lanewise.cli.plugin;

import dev.lanewise.cli.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a program of its own said and returned.
 *
 * @param out standard output
 * @param err standard error
 */
record CliProcess(int exitCode, String out, String err) {
    /** Runs {@code cli.jar} as a user would. */
    static CliProcess cli(Path jar, String... args) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "-jar", jar.toString()));
        command.addAll(List.of(args));
        return run(new ProcessBuilder(command));
    }

    /** Standard output, wherever its lines end. */
    String words() {
        return out.replaceAll("\\s+", " ");
    }

    static CliProcess run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("process", ".out");
        Path err = Files.createTempFile("process", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            return new CliProcess(Patience.exitCode(process), Files.readString(out), Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
