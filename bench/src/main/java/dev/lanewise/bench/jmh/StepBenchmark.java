package dev.lanewise.bench.jmh;

import dev.lanewise.bench.machine.Allocation;
import dev.lanewise.bench.workload.Net;
import dev.lanewise.bench.workload.Recipe;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import dev.lanewise.step.TrainingSteps;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One whole training step: gather, forward, regularizer, loss, backward, update. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 8, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class StepBenchmark {
    private static final int COUNTED = 20;

    /** Hidden layers: {@code 256x2} is 784-256-256-10. */
    @Param({"64x2", "128x2", "256x2", "512x2", "1024x2", "1024x4"})
    public String net;

    /** Images a step. */
    @Param("256")
    public int batch;

    /** {@code none}, or any regularizers as {@link Recipe} takes them: {@code dropout:0.2/0.5+l2:1e-4}. */
    @Param({"none", "dropout:0.5"})
    public String regularizer;

    /** {@code sgd}, {@code momentum}, {@code nesterov}, {@code adam}, {@code adamw}. */
    @Param("sgd")
    public String optimizer;

    /** Threads, or {@code all}. */
    @Param({"1", "all"})
    public String threads;

    private Recipe recipe;
    private TrainingSteps steps;

    /** Trains a network for two epochs: a fresh one has other zeros, and some is compiled in the second. */
    @Setup
    public void setUp() {
        LabelledImages images = FashionMnist.load().train();
        recipe = new Recipe(Net.parse(net), optimizer, regularizer, batch, threads);
        steps = recipe.steps(images);
        recipe.take(steps, 2 * images.size() / batch);
    }

    /** One step; its loss. */
    @Benchmark
    public double step() {
        return recipe.take(steps, 1);
    }

    /** Counts what steps allocate and leave out, outside the time that is measured. */
    @TearDown(Level.Iteration)
    public void observe() {
        Observed.note(Observed.ALLOCATED, (double) Allocation.of(() -> recipe.take(steps, COUNTED)) / COUNTED);
        Observed.note(Observed.TERMS, steps.terms());
    }

    /** Stops the threads. */
    @TearDown
    public void tearDown() {
        steps.close();
    }
}
