package dev.lanewise.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A task that is never claimed would be waited for, hence the timeouts. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TasksTest {
    @ParameterizedTest
    @CsvSource({"1, 0", "1, 7", "2, 1", "2, 16", "3, 2", "3, 11", "5, 100"})
    void everyTaskIsDoneOnceInEachPhase(int workers, int count) {
        AtomicIntegerArray times = new AtomicIntegerArray(count);
        try (Team team = new Team(workers)) {
            Tasks tasks = new Tasks(team);
            for (int phase = 1; phase <= 200; phase++) {
                tasks.run(count, (task, worker) -> times.incrementAndGet(task));
                for (int task = 0; task < count; task++) {
                    assertThat(times.get(task)).isEqualTo(phase);
                }
            }
        }
    }

    @Test
    void runsMayBeUnequalOrEmpty() {
        AtomicIntegerArray times = new AtomicIntegerArray(9);
        try (Team team = new Team(3)) {
            new Tasks(team).run(new int[] {0, 7, 7, 9}, (task, worker) -> times.incrementAndGet(task));
        }
        assertThat(times).hasToString("[1, 1, 1, 1, 1, 1, 1, 1, 1]");
    }

    @Test
    void evenlyDealtRunsDifferByOneAtMostAndLeaveNoGap() {
        try (Team team = new Team(5)) {
            Tasks tasks = new Tasks(team);
            for (int count = 0; count < 40; count++) {
                assertThat(tasks.first(count, 0)).isZero();
                assertThat(tasks.first(count, 5)).isEqualTo(count);
                for (int w = 0; w < 5; w++) {
                    assertThat(tasks.first(count, w + 1) - tasks.first(count, w))
                            .isBetween(count / 5, (count + 4) / 5);
                }
            }
        }
    }

    @Test
    void theTasksOfAWorkerThatIsHeldUpAreDoneByTheOthers() {
        CountDownLatch othersDone = new CountDownLatch(7);
        try (Team team = new Team(2)) {
            new Tasks(team).run(8, (task, worker) -> {
                if (task == 0) {
                    await(othersDone);
                } else {
                    othersDone.countDown();
                }
            });
        }
        assertThat(othersDone.getCount()).isZero();
    }

    /** Fails the phase if the other tasks wait for the one that waits for them. */
    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
