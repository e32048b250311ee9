package dev.lanewise.bench.duel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Duels with other systems and other builds. Says on standard error what is being done. */
public final class Tournament {
    private static final double TRAINING_TURN = 0.15;
    private static final double PRODUCT_TURN = 0.05;
    private static final double SLOW_TURN = 0.02;

    private final int rounds;
    private final List<String> dropouts = new ArrayList<>();
    private Peers peers;

    /** Duels of so many rounds. */
    public Tournament(int rounds) {
        this.rounds = rounds;
    }

    /** The systems that dropped out of a duel so far, each with the job it did so at; they have said why. */
    public List<String> dropouts() {
        return List.copyOf(dropouts);
    }

    /** One thread, and all. */
    public static List<Integer> threads() {
        return Stream.of(1, all()).distinct().toList();
    }

    private static int all() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The peers built beside the benchmarks. */
    private Peers peers() throws IOException {
        if (peers == null) {
            Path jar = Path.of(System.getProperty("java.class.path")).toAbsolutePath();
            peers = new Peers(jar.resolveSibling("../peers").normalize(), Preload.compile(jar.getParent()));
        }
        return peers;
    }

    /** Matrix products on one thread and on all. */
    public List<Outcome> products() throws IOException {
        List<Outcome> out = new ArrayList<>();
        for (int threads : threads()) {
            out.addAll(products(Jobs.PRODUCTS, threads));
        }
        out.addAll(duel(peers().javaGemm(), 1, PRODUCT_TURN, Jobs.PRODUCTS.subList(0, 1)));
        return out;
    }

    private List<Outcome> products(List<String> jobs, int threads) throws IOException {
        return duel(peers().gemm(), threads, PRODUCT_TURN, jobs);
    }

    /** Training on one thread and on all against libtorch at its best, and on all against what people get. */
    public List<Outcome> training() throws IOException {
        List<Outcome> out = new ArrayList<>();
        if (all() > 1) {
            out.addAll(tuned(Jobs.trainings(), 1));
        }
        out.addAll(duel(peers().training(), all(), TRAINING_TURN, Jobs.USUAL));
        out.addAll(tuned(Jobs.GRADED, all()));
        return out;
    }

    /** Training on all threads against libtorch at its best. */
    public List<Outcome> tuned() throws IOException {
        return tuned(Jobs.trainings(), all());
    }

    private List<Outcome> tuned(List<String> jobs, int threads) throws IOException {
        return duel(peers().tuned(), threads, TRAINING_TURN, jobs);
    }

    /** Training with more and more dropout, on all threads, against libtorch at its best. */
    public List<Outcome> dropout() throws IOException {
        return tuned(Jobs.RISING, all());
    }

    /** Training on all threads, with those that may take a hundred times as long as we do, so without an epoch before. */
    public List<Outcome> slowTraining() throws IOException {
        return duel(peers().slowTraining(), all(), new Duel.Rules(rounds, SLOW_TURN, false), Jobs.SLOW);
    }

    /** These jobs against the peers at their best. */
    public List<Outcome> chosen(List<String> texts, List<Integer> threads) throws IOException {
        List<Outcome> out = new ArrayList<>();
        for (int each : threads) {
            List<String> jobs = Jobs.of(texts.toArray(String[]::new));
            out.addAll(products(
                    jobs.stream().filter(job -> job.startsWith(Jobs.MULTIPLY)).toList(), each));
            out.addAll(tuned(
                    jobs.stream().filter(job -> job.startsWith(Jobs.TRAIN)).toList(), each));
        }
        return out;
    }

    /**
     * Training by this build and by another.
     *
     * @param jar of the other build
     * @param texts the jobs; none for those that are published
     * @throws IllegalArgumentException if a job cannot be read or is no training
     * @throws IOException if the jar cannot be read or holds no build, or a system fails
     */
    public List<Outcome> against(Path jar, List<String> texts, List<Integer> threads) throws IOException {
        List<String> jobs = texts.isEmpty() ? Jobs.trainings() : Jobs.of(texts.toArray(String[]::new));
        if (jobs.stream().anyMatch(each -> each.startsWith(Jobs.MULTIPLY))) {
            throw new IllegalArgumentException(
                    "builds take turns at training only, not at products; write networks, 1024x2/0.5");
        }
        Peer other = Peer.build("the other build", jar);
        Peer own = Peer.build("this build", Path.of(System.getProperty("java.class.path")));
        List<Peer> builds = List.of(own, other);
        List<Outcome> out = new ArrayList<>();
        for (int each : threads) {
            out.addAll(duel(builds, each, TRAINING_TURN, jobs));
        }
        return out;
    }

    /**
     * The jar of another build in words, by which it is known again.
     *
     * @throws IOException if it cannot be read or holds no build
     */
    public static String describe(Path jar) throws IOException {
        Peer.build("the other build", jar);
        return "`" + jar.getFileName() + "` with SHA-256 `" + sha256(jar) + "`";
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private List<Outcome> duel(List<Peer> systems, int threads, double secondsPerTurn, List<String> jobs)
            throws IOException {
        return duel(systems, threads, new Duel.Rules(rounds, secondsPerTurn, true), jobs);
    }

    private List<Outcome> duel(List<Peer> systems, int threads, Duel.Rules rules, List<String> jobs)
            throws IOException {
        List<Outcome> out = new ArrayList<>();
        if (jobs.isEmpty()) {
            return out;
        }
        try (Duel duel = new Duel(systems, threads, rules)) {
            for (String job : jobs) {
                System.err.println("running " + job + " on " + threads + (threads == 1 ? " thread" : " threads"));
                out.addAll(duel.run(job));
            }
            dropouts.addAll(duel.dropouts());
        }
        return out;
    }
}
