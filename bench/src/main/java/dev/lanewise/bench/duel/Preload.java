package dev.lanewise.bench.duel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The MKL in libtorch uses its AVX-512 kernels only where {@code mkl_serv_intel_cpu_true} says that the processor is Intel's. To give
 * libtorch its best, the benchmarks compile a library of one line that says so everywhere, and preload it.
 */
final class Preload {
    private Preload() {}

    /**
     * Compiles the library into a folder.
     *
     * @throws IOException if there is no C compiler
     */
    static Path compile(Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("intel.c"), "int mkl_serv_intel_cpu_true(void) { return 1; }\n");
        Path library = folder.resolve("libintel.so");
        Command.run("gcc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString());
        return library;
    }
}
