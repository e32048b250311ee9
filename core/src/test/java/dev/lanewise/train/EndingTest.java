package dev.lanewise.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.model.ModelFile;
import dev.lanewise.nn.Sequential;
import dev.lanewise.train.History.Ending;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that somebody ends: by an interrupt, or by the listener's word. */
class EndingTest {
    private static final LabelledImages DATA = TinyImages.images(60, 12, 3, 1);
    private static final Trainer TRAINER =
            Trainer.sgd(0.1f).batchSize(10).epochs(4).seed(5).threads(2);

    @TempDir
    private Path directory;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static Sequential net() {
        return Sequential.mlp(new int[] {20}, 3);
    }

    /** Ends training after so many steps, and counts those that are taken. */
    private static final class Ender implements TrainingListener {
        private final int after;
        private final boolean byInterrupt;
        private int steps;

        Ender(int after, boolean byInterrupt) {
            this.after = after;
            this.byInterrupt = byInterrupt;
        }

        @Override
        public void step(int epoch, int step, int stepsPerEpoch, float loss) {
            steps++;
            if (byInterrupt && steps == after) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public boolean wantsToEnd() {
            return !byInterrupt && steps == after;
        }
    }

    @Test
    void trainingEndsAfterTheStepThatIsBeingTaken() {
        for (boolean byInterrupt : new boolean[] {true, false}) {
            Ender ender = new Ender(8, byInterrupt);
            Sequential net = net();
            History history = TRAINER.listener(ender).fit(net, DATA, DATA);
            assertThat(ender.steps).isEqualTo(8);
            assertThat(history.ending()).isEqualTo(byInterrupt ? Ending.INTERRUPTED : Ending.ON_REQUEST);
            assertThat(history.epochs()).hasSize(1);
            assertThat(history.keptEpoch()).isZero();
            assertThat(Thread.interrupted()).isEqualTo(byInterrupt);
            assertThat(net.logits(DATA)).doesNotContain(Float.NaN);
        }
    }

    @Test
    void beforeTheFirstEpochThereIsNoResult() {
        History history = TRAINER.listener(new Ender(1, true)).fit(net(), DATA, null);
        assertThat(history.epochs()).isEmpty();
        assertThat(history.ending()).isEqualTo(Ending.INTERRUPTED);
    }

    @Test
    void withEarlyStoppingTheBestEpochIsKept() {
        Sequential net = net();
        History history =
                TRAINER.earlyStopping(4).listener(new Ender(15, false)).fit(net, DATA, DATA);
        assertThat(history.epochs()).hasSize(2);
        Sequential until = net();
        TRAINER.epochs(history.keptEpoch()).fit(until, DATA, null);
        assertThat(ModelFile.weightsSha256(net)).isEqualTo(ModelFile.weightsSha256(until));
    }

    /** An interrupt closes a file that is being written; the checkpoint must be whole all the same. */
    @Test
    void anInterruptBetweenEpochsLeavesAWholeCheckpoint() {
        Path file = directory.resolve("checkpoint.safetensors");
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(EpochResult result) {
                Thread.currentThread().interrupt(); // about to write the checkpoint
            }
        };
        History history = TRAINER.checkpoint(file).listener(listener).fit(net(), DATA, null);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history.epochs()).hasSize(1);
        Sequential resumed = net();
        TRAINER.resume(file).fit(resumed, DATA, null);
        Sequential whole = net();
        TRAINER.fit(whole, DATA, null);
        assertThat(ModelFile.weightsSha256(resumed)).isEqualTo(ModelFile.weightsSha256(whole));
    }

    @Test
    void otherTrainingsOfTheProcessGoOn() throws InterruptedException {
        CountDownLatch bothRun = new CountDownLatch(2);
        CountDownLatch oneHasEnded = new CountDownLatch(1);
        AtomicInteger stepsOfTheOther = new AtomicInteger();
        AtomicReference<History> ended = new AtomicReference<>();
        AtomicReference<History> done = new AtomicReference<>();
        Thread one = new Thread(() -> {
            ended.set(TRAINER.epochs(100_000).listener(onFirstStep(bothRun)).fit(net(), DATA, null));
            oneHasEnded.countDown();
        });
        Thread other = new Thread(() -> done.set(TRAINER.listener(new TrainingListener() {
                    @Override
                    public void step(int epoch, int step, int stepsPerEpoch, float loss) {
                        if (stepsOfTheOther.incrementAndGet() == 1) {
                            bothRun.countDown();
                            await(oneHasEnded);
                        }
                    }
                })
                .fit(net(), DATA, null)));
        one.start();
        other.start();
        await(bothRun);
        one.interrupt();
        one.join(TimeUnit.SECONDS.toMillis(60));
        other.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(ended.get().ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(done.get().ending()).isEqualTo(Ending.DONE);
        assertThat(stepsOfTheOther).hasValue(24);
    }

    private static TrainingListener onFirstStep(CountDownLatch latch) {
        return new TrainingListener() {
            @Override
            public void started(int stepsPerEpoch, int firstEpoch) {
                latch.countDown();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
