package dev.lanewise.bench.duel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The systems that were built with {@code -Ppeers}, each at the best settings that we know and, where these differ, as shipped. */
final class Peers {
    private static final Map<String, String> THREADS =
            Map.of("OPENBLAS_NUM_THREADS", "#", "OMP_NUM_THREADS", "#", "MKL_NUM_THREADS", "#");

    private static final List<String> DJL = List.of("-Dai.djl.offline=true");

    private final Path folder;
    private final Path preload;

    /**
     * Peers in this folder of modules.
     *
     * @param preload a library that makes MKL use its AVX-512 kernels on processors of other makers, see {@link Preload}
     * @throws IOException if they have not been built
     */
    Peers(Path folder, Path preload) throws IOException {
        if (!Files.isDirectory(folder.resolve("blas").resolve("target").resolve("lib"))) {
            throw new IOException("the peers have not been built: run mvn -B -q -Ppeers package -DskipTests");
        }
        this.folder = folder;
        this.preload = preload;
    }

    /** Matrix products, ours first. */
    List<Peer> gemm() throws IOException {
        Path blas = folder.resolve("blas");
        return List.of(
                Peer.own(),
                peer("OpenBLAS 0.3.31", "openblas", blas, List.of(), Map.of()),
                peer("oneDNN 3.8.1", "onednn", blas, List.of(), Map.of()),
                peer("MKL 2025.2", "mkl", blas, List.of(), Map.of()));
    }

    /** Matrix products in Java, which have one thread, ours first. */
    List<Peer> javaGemm() throws IOException {
        Path java = folder.resolve("java");
        return List.of(
                Peer.own(),
                peer("netlib 3.0.4", "netlib", java, List.of(), Map.of()),
                peer("EJML 0.44", "ejml", java, List.of(), Map.of()));
    }

    /** Training, ours and libtorch at its best. */
    List<Peer> tuned() throws IOException {
        return training().subList(0, 2);
    }

    /** Training, ours first. */
    List<Peer> training() throws IOException {
        Path libtorch = folder.resolve("libtorch");
        Path unpacked = libtorch.resolve("target").resolve("native");
        List<String> official = List.of(
                "-Dorg.bytedeco.javacpp.pathsFirst=true",
                "-Djava.library.path=" + unpacked.resolve("pytorch/cpu/linux-x86_64") + ":"
                        + unpacked.resolve("org/bytedeco/pytorch/linux-x86_64"));
        Map<String, String> malloc = Map.of(
                "MALLOC_TOP_PAD_", "536870912",
                "MALLOC_TRIM_THRESHOLD_", "4294967296",
                "MALLOC_MMAP_THRESHOLD_", "4294967296");
        return List.of(
                Peer.own(),
                peer("libtorch 2.7.1 tuned", "libtorch", libtorch, official, intel(malloc)),
                peer("libtorch 2.7.1 as shipped", "libtorch", libtorch, official, Map.of()),
                peer("DJL 0.36.0", "djl", folder.resolve("djl"), DJL, Map.of()));
    }

    /** Training by systems that are so slow that turns must be short, ours first. */
    List<Peer> slowTraining() throws IOException {
        Path bytedeco = folder.resolve("libtorch-bytedeco");
        Path dl4j = folder.resolve("dl4j");
        Map<String, String> alone = Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1");
        List<String> avx512 = List.of("-Dorg.bytedeco.javacpp.platform.extension=-avx512");
        return List.of(
                Peer.own(),
                peer(
                        "libtorch 2.7.1 by bytedeco, passive waiting",
                        "libtorch",
                        bytedeco,
                        List.of(),
                        Map.of("OMP_WAIT_POLICY", "PASSIVE")),
                peer("libtorch 2.7.1 by bytedeco as shipped", "libtorch", bytedeco, List.of(), Map.of()),
                peer("DL4J 1.0.0-M2.1, one thread", "dl4j", dl4j, avx512, alone),
                peer("DL4J 1.0.0-M2.1 as shipped", "dl4j", dl4j, List.of(), Map.of()),
                peer("Smile 4.4.2", "smile", folder.resolve("smile"), List.of(), Map.of()));
    }

    private Map<String, String> intel(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(others);
        all.put("LD_PRELOAD", preload.toString());
        return all;
    }

    private static Peer peer(
            String label, String system, Path module, List<String> options, Map<String, String> environment)
            throws IOException {
        Map<String, String> all = new HashMap<>(THREADS);
        all.putAll(environment);
        Path target = module.resolve("target");
        try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
            List<Path> classPath = Stream.concat(Stream.of(target.resolve("classes")), libraries.sorted())
                    .toList();
            List<String> jvm = Stream.of(Peer.flags(), List.of("--enable-native-access=ALL-UNNAMED"), options)
                    .flatMap(List::stream)
                    .toList();
            return new Peer(label, system, classPath, jvm, all);
        }
    }
}
