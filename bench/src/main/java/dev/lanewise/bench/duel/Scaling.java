package dev.lanewise.bench.duel;

import dev.lanewise.bench.training.TrainingJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Training steps of Lanewise alone, along one dimension at a time. */
public final class Scaling {
    private static final double SECONDS_PER_TURN = 0.05;
    private static final int ROUNDS = 5;
    private static final int WIDEST = 12; // 4096
    private static final int LARGEST_BATCH = 13; // 8192

    private Scaling() {}

    /** Two hidden layers of 64, 128, … 4096 units, batch 256. */
    private static List<String> widths() {
        return IntStream.rangeClosed(6, WIDEST)
                .mapToObj(i -> Jobs.TRAIN + (1 << i) + "x2/0.5/256")
                .toList();
    }

    /** Whether this is one of them. */
    public static boolean ofWidths(TrainingJob job) {
        return job.hidden().length == 2 && job.batch() == 256;
    }

    /** Batches of 1, 2, … 8192, two hidden layers of 256 units. */
    private static List<String> batches() {
        return IntStream.rangeClosed(0, LARGEST_BATCH)
                .mapToObj(i -> Jobs.TRAIN + "256x2/0.5/" + (1 << i))
                .toList();
    }

    /** Whether this is one of them. */
    public static boolean ofBatches(TrainingJob job) {
        return job.net().equals("256x2");
    }

    /**
     * 1, 2, … 16 hidden layers of 256 units, batch 256, without dropout: it doubles the mean square of what passes, and sixteen times
     * that is too much for a network to start with.
     */
    private static List<String> depths() {
        return Stream.of(1, 2, 4, 8, 16)
                .map(depth -> Jobs.TRAIN + "256x" + depth + "/none/256")
                .toList();
    }

    /** Whether this is one of them. */
    public static boolean ofDepths(TrainingJob job) {
        return job.hidden()[0] == 256 && job.batch() == 256;
    }

    /** Runs all, on one thread and on all. */
    public static List<Outcome> run() throws IOException {
        List<Outcome> out = new ArrayList<>();
        Duel.Rules rules = new Duel.Rules(ROUNDS, SECONDS_PER_TURN, false);
        for (int threads : Tournament.threads()) {
            try (Duel duel = new Duel(List.of(Peer.own()), threads, rules)) {
                for (List<String> line : List.of(widths(), batches(), depths())) {
                    for (String job : line) {
                        out.addAll(duel.run(job));
                    }
                }
            }
        }
        return out;
    }
}
