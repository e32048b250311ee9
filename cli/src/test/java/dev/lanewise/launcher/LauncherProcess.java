package dev.lanewise.launcher;

import dev.lanewise.cli.CliProcess;
import dev.lanewise.cli.Outcome;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Starts a jar by a JDK as a user would, and gathers what comes out. */
final class LauncherProcess {
    private final List<String> command = new ArrayList<>();
    final ProcessBuilder builder = new ProcessBuilder(command);

    private LauncherProcess() {
        builder.environment().keySet().removeIf(name -> name.contains("JAVA") || name.contains("JDK"));
        // Where the launcher finds the JDK that runs this test, if it is installed in no usual place.
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    }

    static LauncherProcess of(File jdkHome, List<String> jvmOptions, Path jar, String... args) {
        LauncherProcess process = new LauncherProcess();
        // In a background job of a shell SIGINT would be ignored, and what is ignored is inherited.
        process.command.addAll(List.of("env", "--default-signal"));
        process.command.add(jdkHome + "/bin/java");
        process.command.addAll(jvmOptions);
        process.command.addAll(List.of("-jar", jar.toString()));
        process.command.addAll(List.of(args));
        return process;
    }

    Outcome run() throws IOException, InterruptedException {
        return CliProcess.run(builder);
    }

    static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** A jar with the launcher of {@code cli.jar} that starts {@link TestProgram} as {@code cli.jar} starts the command line. */
    static Path testJar(Path jar, String jvmOptions) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
        attributes.putValue("Lanewise-Main", TestProgram.class.getName());
        attributes.putValue("Lanewise-Jvm-Options", jvmOptions);
        attributes.putValue("Lanewise-Light-Commands", "list");
        Files.createDirectories(jar.getParent());
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                JarFile cli = new JarFile(System.getProperty("cli.jar"))) {
            for (JarEntry entry : Collections.list(cli.entries())) {
                if (entry.getName().startsWith("dev/lanewise/launcher/") && !entry.isDirectory()) {
                    add(out, entry.getName(), cli.getInputStream(entry));
                }
            }
            add(
                    out,
                    TestProgram.class.getName().replace('.', '/') + ".class",
                    TestProgram.class.getResourceAsStream("TestProgram.class"));
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, InputStream content) throws IOException {
        try (content) {
            out.putNextEntry(new JarEntry(name));
            content.transferTo(out);
        }
    }
}
