package dev.lanewise.bench.jmh;

import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.train.History;
import dev.lanewise.train.Trainer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One epoch on 60,000 images through the public API, starting the threads and making the network included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class EpochBenchmark {
    /** Images of an epoch. */
    public static final int IMAGES = 60_000;

    /** Hidden layers: {@code 256x2} is 784-256-256-10. */
    @Param({"256x2", "1024x2"})
    public String net;

    /** As in {@link StepBenchmark}. */
    @Param("dropout:0.5")
    public String regularizer;

    /** As in {@link StepBenchmark}. */
    @Param("sgd")
    public String optimizer;

    /** Threads, or {@code all}. */
    @Param({"1", "all"})
    public String threads;

    private LabelledImages images;
    private Trainer trainer;

    /** Reads images. */
    @Setup
    public void setUp() {
        images = FashionMnist.load().train();
        trainer = new Recipe(Net.parse(net), optimizer, regularizer, 256, threads)
                .trainer()
                .epochs(1);
    }

    /** One epoch. */
    @Benchmark
    public History epoch() {
        return trainer.fit(Net.parse(net).build(), images, null);
    }
}
