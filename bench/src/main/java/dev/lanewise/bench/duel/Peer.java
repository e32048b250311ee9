package dev.lanewise.bench.duel;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * How a system is started.
 *
 * @param label its name in the tables
 * @param system what its class calls itself
 * @param classPath beside the benchmarks'
 * @param options of the JVM
 * @param environment set for the process; {@code #} stands for the number of threads
 */
record Peer(String label, String system, List<Path> classPath, List<String> options, Map<String, String> environment) {
    /** Changed only by the peer itself. */
    private static final List<String> CLEARED =
            List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "LD_PRELOAD");

    /** In any build. */
    private static final String TRAINER = "dev/lanewise/train/Trainer.class";

    /** Lanewise with the flags that it was started with. */
    static Peer own() {
        return new Peer("Lanewise", "lanewise", List.of(), flags(), Map.of());
    }

    /**
     * Another build of Lanewise, with the flags that its own launcher would give it.
     *
     * @throws IOException if it cannot be read or holds no build
     */
    static Peer build(String label, Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            if (file.getEntry(TRAINER) == null || file.getManifest() == null) {
                throw new ZipException("it holds no build of Lanewise");
            }
            String flags = file.getManifest().getMainAttributes().getValue("Lanewise-Jvm-Options");
            List<String> options = flags == null ? List.of() : List.of(flags.split(" "));
            return new Peer(label, jar.toAbsolutePath().toString(), List.of(), options, Map.of());
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(
                    jar + " cannot be driven (" + e.getMessage()
                            + "); give the cli.jar or benchmarks.jar of another build",
                    e);
        }
    }

    static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }

    ProcessBuilder process(int threads) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.addAll(options);
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        classPath.forEach(each -> path.append(File.pathSeparatorChar).append(each));
        command.addAll(List.of("-cp", path.toString(), Contender.class.getName(), system, Integer.toString(threads)));
        ProcessBuilder builder = new ProcessBuilder(command);
        CLEARED.forEach(builder.environment()::remove);
        environment.forEach(
                (name, value) -> builder.environment().put(name, value.replace("#", Integer.toString(threads))));
        return builder;
    }
}
