package dev.lanewise.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lost wake-up would hang a run, hence the timeouts. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TeamTest {
    /** Runs a phase that is over when all workers have done their part, which worker 0 waits for. */
    private static void together(Team team, Team.Phase part) {
        AtomicInteger done = new AtomicInteger();
        team.run(worker -> {
            try {
                part.run(worker);
            } finally {
                done.incrementAndGet();
                while (worker == 0 && done.get() < team.size()) {
                    Thread.onSpinWait();
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 16})
    void everyWorkerDoesItsPartOfEachPhaseOnce(int size) {
        AtomicIntegerArray times = new AtomicIntegerArray(size);
        try (Team team = new Team(size)) {
            assertThat(team.size()).isEqualTo(size);
            for (int phase = 1; phase <= 200; phase++) {
                together(team, times::incrementAndGet);
                for (int worker = 0; worker < size; worker++) {
                    assertThat(times.get(worker)).isEqualTo(phase);
                }
            }
        }
    }

    @Test
    void noWakeUpIsLostOverManyShortPhases() {
        int[] sum = new int[2];
        try (Team team = new Team(2)) {
            for (int phase = 0; phase < 20_000; phase++) {
                together(team, worker -> sum[worker]++);
            }
        }
        assertThat(sum).containsExactly(20_000, 20_000);
    }

    @Test
    void workersThatWaitLongEnoughToParkAreWokenAgain() {
        AtomicInteger ran = new AtomicInteger();
        try (Team team = new Team(4)) {
            for (int phase = 0; phase < 200; phase++) {
                // Uneven phases: each waits for the others, in turn, beyond the spinning.
                int slow = phase % 4;
                together(team, worker -> {
                    if (worker == slow) {
                        long end = System.nanoTime() + 2_000_000;
                        while (System.nanoTime() < end) {
                            Thread.onSpinWait();
                        }
                    }
                    ran.incrementAndGet();
                });
            }
        }
        assertThat(ran).hasValue(800);
    }

    @Test
    void aWorkerThatDoesNotComeIsNotWaitedFor() throws InterruptedException {
        CountDownLatch awake = new CountDownLatch(1);
        AtomicIntegerArray times = new AtomicIntegerArray(2);
        ThreadFactory sleepers = work -> new Thread(() -> {
            try {
                assertThat(awake.await(60, TimeUnit.SECONDS)).isTrue();
                work.run();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        try (Team team = new Team(2, sleepers)) {
            for (int phase = 0; phase < 100; phase++) {
                team.run(times::incrementAndGet);
            }
            assertThat(times).hasToString("[100, 0]");
            awake.countDown();
            together(team, times::incrementAndGet);
            assertThat(times).hasToString("[101, 1]");
        }
    }

    @Test
    void whatAWorkerWritesIsSeenByTheOthersInTheNextPhase() {
        int size = 3;
        int[] values = new int[size];
        try (Team team = new Team(size)) {
            for (int phase = 0; phase < 1_000; phase++) {
                int now = phase;
                together(team, worker -> values[worker] = now);
                together(team, worker -> {
                    if (values[(worker + 1) % size] != now) {
                        throw new AssertionError("stale value");
                    }
                });
            }
        }
        assertThat(values).containsOnly(999);
    }

    @Test
    void theFailureOfTheFirstWorkerByNumberIsThrownWhenAllAreDone() {
        AtomicInteger done = new AtomicInteger();
        try (Team team = new Team(4)) {
            for (int repeat = 0; repeat < 100; repeat++) {
                done.set(0);
                assertThatThrownBy(() -> together(team, worker -> {
                            done.incrementAndGet();
                            if (worker >= 2) {
                                throw new IllegalArgumentException("worker " + worker);
                            }
                        }))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("worker 2");
                assertThat(done).hasValue(4);
            }
            together(team, worker -> done.incrementAndGet());
            assertThat(done).hasValue(8);
        }
    }

    @Test
    void errorsAndCheckedExceptionsOfAnyWorkerAreThrown() {
        for (int failing : new int[] {0, 1}) {
            try (Team team = new Team(2)) {
                assertThatThrownBy(() -> together(team, worker -> {
                            if (worker == failing) {
                                throw new StackOverflowError("deep");
                            }
                        }))
                        .isInstanceOf(StackOverflowError.class);
                // Other JVM languages throw checked exceptions anywhere.
                assertThatThrownBy(() -> together(team, worker -> {
                            if (worker == failing) {
                                TeamTest.<RuntimeException>sneak(new IOException("disk"));
                            }
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasCauseInstanceOf(IOException.class);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void sneak(Exception e) throws E {
        throw (E) e;
    }

    @Test
    void closingEndsTheThreads() throws InterruptedException {
        Thread[] threads = new Thread[5];
        Team team = new Team(5);
        together(team, worker -> threads[worker] = Thread.currentThread());
        team.close();
        for (Thread each : IntStream.range(1, 5).mapToObj(i -> threads[i]).toList()) {
            assertThat(each.join(Duration.ofMinutes(1))).isTrue();
        }
        assertThatThrownBy(() -> team.run(worker -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the team is closed");
    }
}
