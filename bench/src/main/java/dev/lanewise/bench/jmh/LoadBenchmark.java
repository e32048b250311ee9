package dev.lanewise.bench.jmh;

import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.TrainTest;
import dev.lanewise.data.fetch.FashionMnist;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading Fashion-MNIST from disk: inflating, checking sums. The first run fetches it if it is not there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 8)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class LoadBenchmark {
    /** Gets the data set, and it into the cache of the file system. */
    @Setup
    public void setUp() {
        FashionMnist.load();
    }

    /** Once. */
    @Benchmark
    public TrainTest<LabelledImages> load() {
        return FashionMnist.load();
    }
}
