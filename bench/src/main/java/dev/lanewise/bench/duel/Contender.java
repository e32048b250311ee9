package dev.lanewise.bench.duel;

import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.machine.FmaPeak;
import dev.lanewise.bench.machine.Watch;
import dev.lanewise.bench.training.OtherBuild;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import dev.lanewise.data.fetch.FashionMnist;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * The process of one system. Reads commands from standard input, answers each with a line on standard output that starts with
 * {@link #ANSWER}, as libraries like to chat there:
 *
 * <ul>
 *   <li>{@code gemm SHAPE} or {@code train JOB} prepares;
 *   <li>{@code run N} does it so many times and answers with a {@link Turn};
 *   <li>{@code peak} answers with the FMA peak in GFLOP/s and the share of the time in which that had its processors;
 *   <li>the end of the input ends the process.
 * </ul>
 */
public final class Contender {
    static final String ANSWER = "@ ";

    private static final int CHECKED = 97;
    private static final double TOLERANCE = 1e-3;

    private final String system;
    private final int threads;
    private AutoCloseable prepared = () -> {};
    private IntToDoubleFunction work;
    private DoubleSupplier terms;
    private LabelledImages images;
    private boolean warm;

    private Contender(String system, int threads) {
        this.system = system;
        this.threads = threads;
    }

    /** Arguments: the system, or the jar of another build of Lanewise, and the number of threads. */
    public static void main(String[] args) {
        try {
            new Contender(args[0], Integer.parseInt(args[1])).answerAll();
        } catch (Exception e) {
            System.err.println(e); // a line, which the other end shows
            System.exit(1);
        }
        System.exit(0); // native libraries leave threads behind
    }

    private void answerAll() throws Exception {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(ANSWER + answer(line.split(" ")));
            out.flush();
        }
    }

    private String answer(String[] command) throws Exception {
        switch (command[0]) {
            case "gemm" -> prepareGemm(Shape.parse(command[1]));
            case "train" -> prepareTraining(TrainingJob.parse(command[1]));
            case "run" -> {
                return turn(Integer.parseInt(command[1])).toString();
            }
            case "peak" -> {
                if (!warm) {
                    FmaPeak.warmUp();
                    warm = true;
                }
                FmaPeak.Slice best = FmaPeak.best(threads);
                return best.gflops() + " " + best.running();
            }
            default -> throw new IOException("unknown command " + command[0]);
        }
        return "ready";
    }

    private Turn turn(int times) {
        Watch watch = Watch.start();
        long start = System.nanoTime();
        double loss = work.applyAsDouble(times);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Turn(seconds, loss, terms.getAsDouble(), watch.disturbed());
    }

    private void prepareGemm(Shape shape) throws Exception {
        prepared.close();
        Operands operands = Operands.random(shape, 42);
        Gemm gemm = GemmSystem.named(system).prepare(operands, threads);
        prepared = gemm;
        gemm.run();
        check(operands, gemm.result());
        work = times -> {
            for (int i = 0; i < times; i++) {
                gemm.run();
            }
            return Double.NaN;
        };
        terms = () -> 1;
    }

    /** A system that does not compute the product has not taken part. */
    private static void check(Operands operands, float[] result) {
        for (int i = 0; i < result.length; i += CHECKED) {
            double expected = operands.expected(i);
            if (!(Math.abs(result[i] - expected)
                    <= TOLERANCE * Math.sqrt(operands.shape().k()))) {
                throw new IllegalStateException("element " + i + " is " + result[i] + ", but must be " + expected);
            }
        }
    }

    private void prepareTraining(TrainingJob job) throws Exception {
        prepared.close();
        Training training = begin(job);
        prepared = training;
        work = training::steps;
        terms = training::terms;
    }

    private Training begin(TrainingJob job) {
        if (system.endsWith(".jar")) {
            return OtherBuild.prepare(Path.of(system), job, threads);
        }
        if (images == null) {
            images = FashionMnist.load().train();
        }
        return TrainingSystem.named(system).prepare(job, images, threads);
    }
}
