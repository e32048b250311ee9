package dev.lanewise.bench.duel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All duels with the peers. */
public final class Tournament {
    private static final List<String> PRODUCTS = List.of(
            "NN-256x256x784",
            "NN-256x1024x1024",
            "NN-256x10x256",
            "NT-256x1024x1024",
            "TN-784x1024x256",
            "TN-1024x1024x256");
    private static final List<String> TRAININGS = List.of(
            "64x2/0.5/256",
            "128x2/0.5/256",
            "256x2/0.5/256",
            "256x2/0/256",
            "512x2/0.5/256",
            "1024x2/0.5/256",
            "1024x2/0/256",
            "1024x4/0.5/256",
            "1024x4/0/256");
    private static final List<String> SLOW_TRAININGS = List.of("64x2/0.5/256", "256x2/0.5/256", "1024x2/0.5/256");

    private final Peers peers;
    private final int rounds;
    private final Consumer<List<Outcome>> listener;

    /**
     * Duels with the peers built beside the benchmarks.
     *
     * @param rounds of each duel
     * @param listener told the outcomes of each duel
     * @throws IOException if the peers have not been built
     */
    public Tournament(int rounds, Consumer<List<Outcome>> listener) throws IOException {
        this.rounds = rounds;
        this.listener = listener;
        Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
        Path scratch = Files.createTempDirectory("benchmarks");
        peers = new Peers(jar.resolveSibling("../peers").normalize(), Preload.compile(scratch));
    }

    /** Matrix products on one thread and on all. */
    public List<Outcome> products() throws IOException {
        List<Outcome> out = new ArrayList<>();
        List<String> products = PRODUCTS.stream().map(each -> "gemm " + each).toList();
        for (int threads : Stream.of(1, processors()).distinct().toList()) {
            duels(peers.gemm(), threads, 0.05, products, out);
        }
        duels(peers.javaGemm(), 1, 0.05, products.subList(0, 1), out);
        return out;
    }

    /** Training on all threads. */
    public List<Outcome> training() throws IOException {
        List<Outcome> out = new ArrayList<>();
        List<String> trainings = TRAININGS.stream().map(each -> "train " + each).toList();
        duels(peers.training(), processors(), 0.15, trainings, out);
        return out;
    }

    /** Training on all threads, with those that may take a hundred times as long as we do. */
    public List<Outcome> slowTraining() throws IOException {
        List<Outcome> out = new ArrayList<>();
        List<String> trainings =
                SLOW_TRAININGS.stream().map(each -> "train " + each).toList();
        duels(peers.slowTraining(), processors(), 0.02, trainings, out);
        return out;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private void duels(List<Peer> systems, int threads, double secondsPerTurn, List<String> jobs, List<Outcome> out)
            throws IOException {
        try (Duel duel = new Duel(systems, threads, rounds, secondsPerTurn)) {
            for (String job : jobs) {
                List<Outcome> outcomes = duel.run(job);
                listener.accept(outcomes);
                out.addAll(outcomes);
            }
        }
    }
}
