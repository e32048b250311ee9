package dev.lanewise.bench.duel;

import dev.lanewise.bench.FmaPeak;
import dev.lanewise.bench.SyntheticImages;
import dev.lanewise.bench.gemm.Gemm;
import dev.lanewise.bench.gemm.GemmSystem;
import dev.lanewise.bench.gemm.Operands;
import dev.lanewise.bench.gemm.Shape;
import dev.lanewise.bench.training.Training;
import dev.lanewise.bench.training.TrainingJob;
import dev.lanewise.bench.training.TrainingSystem;
import dev.lanewise.data.LabelledImages;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntToDoubleFunction;

/**
 * The process of one system. Reads commands from standard input, answers each with a line on standard output that starts with
 * {@link #ANSWER}, as libraries like to chat there:
 *
 * <ul>
 *   <li>{@code gemm SHAPE} or {@code train JOB} prepares;
 *   <li>{@code run N} does it so many times and answers with seconds and, in training, the mean loss;
 *   <li>{@code peak} answers with the FMA peak in GFLOP/s;
 *   <li>the end of the input ends the process.
 * </ul>
 */
public final class Contender {
    static final String ANSWER = "@ ";

    private static final int IMAGES = 60_000;
    private static final int PEAK_MILLIS = 30;
    private static final int CHECKED = 97;
    private static final double TOLERANCE = 1e-3;

    private final String system;
    private final int threads;
    private AutoCloseable prepared = () -> {};
    private IntToDoubleFunction work;
    private LabelledImages images;
    private boolean warm;

    private Contender(String system, int threads) {
        this.system = system;
        this.threads = threads;
    }

    /** Arguments: the system and the number of threads. */
    public static void main(String[] args) throws Exception {
        Contender contender = new Contender(args[0], Integer.parseInt(args[1]));
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(ANSWER + contender.answer(line.split(" ")));
            out.flush();
        }
        System.exit(0); // native libraries leave threads behind
    }

    private String answer(String[] command) throws Exception {
        switch (command[0]) {
            case "gemm" -> prepareGemm(Shape.parse(command[1]));
            case "train" -> prepareTraining(TrainingJob.parse(command[1]));
            case "run" -> {
                int times = Integer.parseInt(command[1]);
                long start = System.nanoTime();
                double value = work.applyAsDouble(times);
                return (System.nanoTime() - start) * 1e-9 + " " + value;
            }
            case "peak" -> {
                if (!warm) {
                    FmaPeak.warmUp();
                    warm = true;
                }
                return Double.toString(FmaPeak.measure(threads, PEAK_MILLIS));
            }
            default -> throw new IOException("unknown command " + command[0]);
        }
        return "ready";
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
        if (images == null) {
            images = SyntheticImages.of(IMAGES, 7);
        }
        Training training = TrainingSystem.named(system).prepare(job, images, threads);
        prepared = training;
        work = training::steps;
    }
}
