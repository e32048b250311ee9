package dev.lanewise.bench.jmh;

import dev.lanewise.bench.machine.Threads;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.kernel.choice.KernelChoice;
import dev.lanewise.nn.Sequential;
import dev.lanewise.predict.Evaluation;
import dev.lanewise.predict.Evaluator;
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

/** Loss and accuracy on 10,000 images. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class EvaluationBenchmark {
    /** Images of a test set. */
    public static final int IMAGES = 10_000;

    /** Hidden layers: {@code 256x2} is 784-256-256-10. */
    @Param({"64x2", "256x2", "1024x2"})
    public String net;

    /** Threads, or {@code all}. */
    @Param({"1", "all"})
    public String threads;

    private LabelledImages images;
    private Sequential network;
    private Evaluator evaluator;

    /** Reads images and makes an untrained network. */
    @Setup
    public void setUp() {
        images = FashionMnist.load().test();
        network = Net.parse(net).build();
        network.initialise(Net.FEATURES, 42);
        evaluator = new Evaluator(KernelChoice.choose("simd"), Threads.parse(threads));
    }

    /** One pass. */
    @Benchmark
    public Evaluation evaluate() {
        return evaluator.evaluate(network, images);
    }
}
