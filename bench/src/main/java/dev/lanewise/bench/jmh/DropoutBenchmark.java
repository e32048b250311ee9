package dev.lanewise.bench.jmh;

import dev.lanewise.bench.dropout.DropoutLayer;
import dev.lanewise.bench.dropout.Variant;
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

/**
 * A hidden layer of {@code hidden} units on a batch of 256, with dropout done in different ways. What dropout costs is the
 * difference to the variant {@code NONE}, divided by 256 · hidden elements.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class DropoutBenchmark {
    /** Units of the layer and of the one before it. */
    @Param({"64", "128", "256", "512", "1024"})
    public int hidden;

    /** How dropout is done. */
    @Param
    public Variant variant;

    private DropoutLayer layer;

    /** Makes random activations and weights. */
    @Setup
    public void setUp() {
        layer = new DropoutLayer(hidden, variant);
    }

    /** Product, ReLU, dropout. */
    @Benchmark
    public DropoutLayer forward() {
        layer.forward();
        return layer;
    }

    /** The gradient of the layer's activations: product, the mask of the forward pass, the derivative of ReLU. */
    @Benchmark
    public DropoutLayer backward() {
        layer.backward();
        return layer;
    }
}
