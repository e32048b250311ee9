package dev.lanewise.bench.jmh;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.machine.Threads;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Matrix products at the shapes of a training step with batches of 256. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class GemmBenchmark {
    /** What is multiplied: kind, rows, columns, length of the sums. */
    @Param({
        "NN-256x256x784",
        "NN-256x1024x1024",
        "NN-256x10x256",
        "NT-256x1024x1024",
        "TN-784x1024x256",
        "TN-1024x1024x256"
    })
    public String shape;

    /** {@code lanewise}, or a twin: {@code reference}, {@code scalar}, {@code naive-vector}; or a peer on the class path. */
    @Param("lanewise")
    public String system;

    /** Threads, or {@code all}. */
    @Param({"1", "all"})
    public String threads;

    private Gemm gemm;

    /** Lays out random operands. */
    @Setup
    public void setUp() {
        gemm = GemmSystem.named(system).prepare(Operands.random(Shape.parse(shape), 42), Threads.parse(threads));
    }

    /** One product. Its result stays in the array that {@link Gemm#result} reads, which the compiler cannot leave out. */
    @Benchmark
    public Gemm multiply() {
        gemm.run();
        return gemm;
    }

    /** Stops the threads. */
    @TearDown
    public void tearDown() {
        gemm.close();
    }
}
