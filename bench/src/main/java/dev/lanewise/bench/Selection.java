package dev.lanewise.bench;

import dev.lanewise.bench.duel.Tournament;
import dev.lanewise.bench.machine.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which jobs on how many threads, {@code 1024x2/0.5 NN-256x10x256 --threads 1,2}.
 *
 * @param jobs networks and products; none if not chosen
 * @param threads numbers of threads; one and all if not chosen
 */
record Selection(List<String> jobs, List<Integer> threads) {
    private static final String THREADS = "--threads";

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException if one of them is an unknown option or a number of threads that cannot be read
     */
    static Selection of(List<String> arguments) {
        List<String> jobs = new ArrayList<>(arguments);
        List<Integer> threads = Tournament.threads();
        int option = jobs.indexOf(THREADS);
        if (option >= 0 && option + 1 < jobs.size()) {
            threads = Arrays.stream(jobs.remove(option + 1).split(","))
                    .map(Threads::parse)
                    .toList();
            jobs.remove(option);
        }
        jobs.stream().filter(each -> each.startsWith("-")).findFirst().ifPresent(each -> {
            throw new IllegalArgumentException(
                    "'" + each + "' is no network or product; write 1024x2/0.5, NN-256x10x256 or " + THREADS + " 1,2");
        });
        return new Selection(jobs, threads);
    }
}
